package org.as2gateway.admin.alerts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.AlertRule;
import org.as2gateway.people.alerts.QuietHours;
import org.jspecify.annotations.Nullable;

/**
 * The form of a rule.
 *
 * @param id the rule's, or {@code new}
 * @param typed what stands in the fields
 * @param partners names to choose from
 * @param owners of mailer IDs, to choose from
 * @param hasMail whether a mail server is set
 * @param error why it was not saved; null at first
 */
public record RuleView(
    String id,
    Typed typed,
    List<String> partners,
    List<String> owners,
    boolean hasMail,
    @Nullable String error) {
  /**
   * What stands in the fields. The secret never does.
   *
   * @param draft the fields
   * @param hasSecret whether there is one
   */
  public record Typed(RuleDraft draft, boolean hasSecret) {}

  static Typed blank() {
    List<String> kinds = Arrays.stream(AlertKind.values()).map(AlertKind::text).toList();
    return of(
        new RuleDraft(
            "", kinds, "", "", "email", "", Optional.empty(), RuleDraft.Quiet.NONE, true));
  }

  static Typed of(RuleDraft draft) {
    return new Typed(draft, draft.secret().isPresent());
  }

  static Typed of(AlertRule rule) {
    return of(
        new RuleDraft(
            rule.name(),
            rule.kinds().stream().map(AlertKind::text).toList(),
            rule.partner().orElse(""),
            rule.owner().orElse(""),
            rule.channel().text(),
            rule.target(),
            rule.secret(),
            rule.quiet().map(RuleView::quiet).orElse(RuleDraft.Quiet.NONE),
            rule.isEnabled()));
  }

  private static RuleDraft.Quiet quiet(QuietHours hours) {
    return new RuleDraft.Quiet(
        hours.from().toString(), hours.until().toString(), hours.zone().getId());
  }

  /** Whether it is not saved yet. */
  public boolean isNew() {
    return id.equals("new");
  }

  /** Whether that kind is chosen. */
  public boolean has(AlertKind kind) {
    return typed.draft().kinds().contains(kind.text());
  }

  /** The partners, and the one of the rule if it is gone. */
  public List<String> choices() {
    return with(partners, typed.draft().partner());
  }

  /** The owners, and the one of the rule if it is gone. */
  public List<String> ownerChoices() {
    return with(owners, typed.draft().owner());
  }

  private static List<String> with(List<String> names, String chosen) {
    return chosen.isEmpty() || names.contains(chosen)
        ? names
        : Stream.concat(names.stream(), Stream.of(chosen)).toList();
  }
}
