package org.as2gateway.admin.alerts;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.people.alerts.Moment;
import org.as2gateway.store.log.UnknownSender;

/**
 * Senders that were refused because they are not set up, one condition for each pair of AS2 ids.
 * Anybody can cause them: many count as one, so that nobody floods the alerts with made-up names.
 */
final class UnknownSenderConditions {
  private static final int MOST = 5;
  private static final String LINK = "/partners";

  private UnknownSenderConditions() {}

  static List<Condition> of(List<UnknownSender> senders) {
    return senders.size() > MOST
        ? List.of(together(senders))
        : senders.stream().map(UnknownSenderConditions::of).toList();
  }

  private static Condition of(UnknownSender sender) {
    return condition(
        ":" + sender.from() + ":" + sender.to(),
        "Unknown sender '%s' tried to send to '%s'%s"
            .formatted(sender.from(), sender.to(), times(sender.count())),
        sender);
  }

  private static Condition together(List<UnknownSender> senders) {
    UnknownSender last =
        senders.stream().max(Comparator.comparing(UnknownSender::lastAt)).orElseThrow();
    return condition("", senders.size() + " unknown senders tried to send", last);
  }

  private static Condition condition(String about, String title, UnknownSender last) {
    return new Condition(
        AlertKind.UNKNOWN_SENDER,
        AlertKind.UNKNOWN_SENDER.text() + about,
        false,
        title,
        "Refused, last from " + last.source() + ". Set up the sender, or ignore it.",
        LINK,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Moment("last attempt", last.lastAt())));
  }

  private static String times(long count) {
    return count == 1 ? "" : " " + count + " times";
  }
}
