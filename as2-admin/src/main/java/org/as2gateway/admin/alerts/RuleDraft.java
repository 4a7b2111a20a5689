package org.as2gateway.admin.alerts;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.AlertRule;
import org.as2gateway.people.alerts.AlertRule.Channel;
import org.as2gateway.people.alerts.QuietHours;

/**
 * A rule as somebody typed it.
 *
 * @param name what people call it
 * @param kinds spellings of the API
 * @param partner blank for all
 * @param owner of mailer IDs; blank for all
 * @param channel spelling of the API
 * @param target mail address or URL
 * @param secret empty for none
 * @param quiet from, until and zone; all blank for none
 * @param isEnabled whether it counts
 */
public record RuleDraft(
    String name,
    List<String> kinds,
    String partner,
    String owner,
    String channel,
    String target,
    Optional<String> secret,
    Quiet quiet,
    boolean isEnabled) {
  /**
   * Quiet hours as typed.
   *
   * @param from such as {@code 22:00}
   * @param until such as {@code 06:00}
   * @param zone such as {@code America/Chicago}
   */
  public record Quiet(String from, String until, String zone) {
    /** None. */
    public static final Quiet NONE = new Quiet("", "", "");
  }

  /** Copies the list. */
  public RuleDraft {
    kinds = List.copyOf(kinds);
  }

  /**
   * The rule.
   *
   * @throws IllegalArgumentException with a sentence for the one who typed
   */
  public AlertRule rule(String id) {
    return new AlertRule(
        id,
        name.strip(),
        parsedKinds(),
        partner.isBlank() ? Optional.empty() : Optional.of(partner.strip()),
        owner.isBlank() ? Optional.empty() : Optional.of(owner.strip()),
        Channel.parse(channel)
            .orElseThrow(
                () -> new IllegalArgumentException("the channel must be 'email' or 'webhook'")),
        target.strip(),
        secret.filter(text -> !text.isEmpty()),
        quiet.from().isBlank() && quiet.until().isBlank()
            ? Optional.empty()
            : Optional.of(
                QuietHours.parse(
                    quiet.from().strip(), quiet.until().strip(), quiet.zone().strip())),
        isEnabled);
  }

  private Set<AlertKind> parsedKinds() {
    Set<AlertKind> parsed = EnumSet.noneOf(AlertKind.class);
    for (String kind : kinds) {
      parsed.add(
          AlertKind.parse(kind)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "unknown alert type; expected one of "
                              + EnumSet.allOf(AlertKind.class).stream()
                                  .map(AlertKind::text)
                                  .toList())));
    }
    return parsed;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "RuleDraft[" + name + "]";
  }
}
