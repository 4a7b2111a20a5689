package org.as2gateway.admin.alerts;

import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.people.alerts.AlertRule;

/**
 * What a mail or web server said.
 *
 * @param isGood whether it took what it was given
 * @param text its words, or why there are none
 */
public record Answer(boolean isGood, String text) {
  private static final int MAX = 500;

  /** Cleans and cuts a stranger's text. */
  public Answer {
    text = PartnerText.clean(text, MAX);
  }

  /** The same without the rule's own secrets, should the text repeat them. */
  Answer without(AlertRule rule) {
    String shown = text.replace(rule.target(), rule.shownTarget());
    String secret = rule.secret().orElse("");
    return new Answer(isGood, secret.isEmpty() ? shown : shown.replace(secret, "…"));
  }
}
