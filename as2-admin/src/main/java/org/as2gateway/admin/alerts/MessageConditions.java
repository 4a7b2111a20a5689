package org.as2gateway.admin.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.alert.AlertKind;
import org.as2gateway.alert.Condition;
import org.as2gateway.messagelog.MessageLog;
import org.as2gateway.messagelog.MessagePage;
import org.as2gateway.messagelog.MessageQuery;
import org.as2gateway.messagelog.MessageRecord;
import org.as2gateway.messagelog.MessageStatus;
import org.as2gateway.registry.Registry;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with messages, one condition for each partnership and kind: a night of failures at
 * one partner is one thing to deal with, at two partners two.
 */
final class MessageConditions {
  private static final Duration WEEKEND = Duration.ofDays(3);
  private static final Duration MDN_PATIENCE = Duration.ofMinutes(30);
  private static final Duration QUEUE_PATIENCE = Duration.ofMinutes(15);
  private static final int PAGE = 100;
  private static final int MAX_PAGES = 10;

  private final Registry registry;
  private final MessageLog messages;
  private final List<String> onHold;
  private final Instant now;
  private final List<Condition> found = new ArrayList<>();

  MessageConditions(Registry registry, MessageLog messages, List<String> onHold, Instant now) {
    this.onHold = onHold;
    this.registry = registry;
    this.messages = messages;
    this.now = now;
  }

  List<Condition> all() {
    ended(AlertKind.FAILED, MessageStatus.FAILED, true);
    ended(AlertKind.REFUSED, MessageStatus.REFUSED, false);
    waiting(AlertKind.MDN_OVERDUE, MessageStatus.AWAITING_MDN, MDN_PATIENCE);
    waiting(AlertKind.QUEUE_STUCK, MessageStatus.QUEUED, QUEUE_PATIENCE);
    waiting(AlertKind.NOT_DELIVERED, MessageStatus.ACCEPTED, QUEUE_PATIENCE);
    return found;
  }

  private void ended(AlertKind kind, MessageStatus status, boolean isUrgent) {
    groups(status, now.minus(WEEKEND), null)
        .forEach(
            (way, group) -> {
              MessageRecord newest = group.get(0);
              String title = count(group.size()) + whose(way) + " " + status.text() + " in 3 days";
              String link = group.size() == 1 ? page(newest) : list(status, way);
              String detail = name(newest) + (newest.error() == null ? "" : ": " + newest.error());
              add(kind, way, isUrgent, List.of(title, detail, link, newest.id()));
            });
  }

  private void waiting(AlertKind kind, MessageStatus status, Duration patience) {
    groups(status, null, now.minus(patience))
        .forEach(
            (way, group) -> {
              if (kind == AlertKind.QUEUE_STUCK && onHold.contains(way)) {
                return; // as somebody wants it, and told by itself
              }
              MessageRecord oldest = group.get(group.size() - 1);
              String what =
                  switch (kind) {
                    case MDN_OVERDUE -> "MDN overdue";
                    case QUEUE_STUCK -> "Queue is not moving";
                    default -> "Not delivered to the inbox";
                  };
              String since = oldest.createdAt().truncatedTo(ChronoUnit.SECONDS).toString();
              String detail = name(oldest) + ", since " + since;
              String title = what + ": " + count(group.size()) + whose(way);
              add(kind, way, false, List.of(title, detail, page(oldest), ""));
            });
  }

  /** Texts: title, detail, link, mark. */
  private void add(AlertKind kind, String way, boolean isUrgent, List<String> texts) {
    found.add(
        new Condition(
            kind,
            kind.text() + ":" + way,
            isUrgent,
            texts.get(0),
            texts.get(1),
            texts.get(2),
            texts.get(3),
            partner(way)));
  }

  private Optional<String> partner(String way) {
    return registry
        .partnerships()
        .partnership(way)
        .map(partnership -> Conditions.other(registry, partnership));
  }

  private String list(MessageStatus status, String way) {
    String all = "/messages?status=" + status.text();
    return partner(way).map(partner -> all + "&partner=" + Conditions.encode(partner)).orElse(all);
  }

  /** Newest first in each; those of strangers, whatever they call themselves, in one. */
  private Map<String, List<MessageRecord>> groups(
      MessageStatus status, @Nullable Instant since, @Nullable Instant until) {
    Map<String, List<MessageRecord>> groups = new LinkedHashMap<>();
    String cursor = null;
    for (int i = 0; i < MAX_PAGES; i++) {
      MessagePage page = messages.search(query(status, since, until, cursor));
      for (MessageRecord message : page.messages()) {
        boolean isKnown = registry.partnerships().partnership(message.partnership()).isPresent();
        String way = isKnown ? message.partnership() : "";
        groups.computeIfAbsent(way, name -> new ArrayList<>()).add(message);
      }
      cursor = page.next();
      if (cursor == null) {
        break;
      }
    }
    return groups;
  }

  private static MessageQuery query(
      MessageStatus status,
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable String cursor) {
    return new MessageQuery(
        null, status, null, null, null, null, null, null, since, until, cursor, PAGE);
  }

  private static String count(int count) {
    String bound = count == PAGE * MAX_PAGES ? " or more" : "";
    return count + bound + (count == 1 ? " message" : " messages");
  }

  private static String whose(String way) {
    return way.isEmpty() ? " of unknown partners" : " of '" + way + "'";
  }

  private static String page(MessageRecord message) {
    return "/messages/" + message.id();
  }

  private static String name(MessageRecord message) {
    return message.payloads().isEmpty()
        ? message.from() + " to " + message.to()
        : message.payloads().get(0).filename();
  }
}
