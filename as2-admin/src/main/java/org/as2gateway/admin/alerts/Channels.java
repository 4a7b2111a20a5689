package org.as2gateway.admin.alerts;

import java.time.Duration;
import org.as2gateway.config.GatewayConfig.Smtp;
import org.as2gateway.people.alerts.AlertRule;

/** The ways to somebody. The boundary at which tests listen. */
interface Channels {
  /** Tells; comes back within a bounded time. */
  Answer send(AlertRule rule, Announcement announcement);

  /** Real mail and real requests. */
  static Channels of(Smtp smtp) {
    Mailer mailer = new Mailer(smtp);
    Webhook webhook = new Webhook(Duration.ofSeconds(10));
    return (rule, announcement) ->
        switch (rule.channel()) {
          case EMAIL -> mailer.send(rule.target(), announcement);
          case WEBHOOK -> webhook.send(rule, announcement).without(rule);
        };
  }
}
