package org.as2gateway.admin.alerts;

import java.time.Duration;
import java.util.function.Supplier;
import org.as2gateway.config.GatewayConfig.Smtp;
import org.as2gateway.people.alerts.AlertRule;

/** The ways to somebody. The boundary at which tests listen. */
interface Channels {
  /** Tells; comes back within a bounded time. */
  Answer send(AlertRule rule, Announcement announcement);

  /** Real mail and real requests. */
  static Channels of(Supplier<Smtp> mailServer, String source) {
    Webhook webhook = new Webhook(Duration.ofSeconds(10));
    return (rule, announcement) ->
        switch (rule.channel()) {
          case EMAIL ->
              new Mailer(mailServer.get()).send(rule.target(), announcement.from(source).letter());
          case WEBHOOK -> webhook.send(rule, announcement.from(source)).without(rule);
        };
  }
}
