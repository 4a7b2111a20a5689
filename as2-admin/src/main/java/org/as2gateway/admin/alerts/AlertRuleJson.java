package org.as2gateway.admin.alerts;

import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.port.Description;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.AlertRule;
import org.as2gateway.people.alerts.QuietHours;
import org.jspecify.annotations.Nullable;

/** A notification rule as the API writes it; its secret is never shown. */
@Description("A notification rule.")
record AlertRuleJson(
    String id,
    String name,
    List<AlertKind> kinds,
    @Description("null for all") @Nullable String partner,
    @Description("only about manifests of that owner of mailer IDs; null for all")
        @Nullable String owner,
    AlertRule.Channel channel,
    @Description(TARGET) String target,
    @Description("whether webhooks are signed") boolean signed,
    Optional<QuietJson> quiet,
    boolean enabled) {
  static final String TARGET = "email address or URL; only administrators see it in full";

  /** All rules. */
  @Description("All notification rules.")
  record AlertRulesJson(List<AlertRuleJson> rules) {}

  /** Hours in which nobody is notified. */
  @Description("Hours without notifications.")
  record QuietJson(
      @Description("such as 22:00") String from,
      String until,
      @Description("such as America/Chicago") String zone) {
    static QuietJson of(QuietHours quiet) {
      return new QuietJson(quiet.from().toString(), quiet.until().toString(), quiet.zone().getId());
    }
  }

  /**
   * That rule.
   *
   * @param isWhole whether its target is shown in full
   */
  static AlertRuleJson of(AlertRule rule, boolean isWhole) {
    return new AlertRuleJson(
        rule.id(),
        rule.name(),
        List.copyOf(rule.kinds()),
        rule.partner().orElse(null),
        rule.owner().orElse(null),
        rule.channel(),
        isWhole ? rule.target() : rule.shownTarget(),
        rule.secret().isPresent(),
        rule.quiet().map(QuietJson::of),
        rule.isEnabled());
  }
}
