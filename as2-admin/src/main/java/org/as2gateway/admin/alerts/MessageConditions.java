package org.as2gateway.admin.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.people.alerts.Moment;
import org.as2gateway.registry.Registry;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageLog.Group;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.transport.TransportKind;

/**
 * What is wrong with messages, one condition for each partnership and kind: a night of failures at
 * one partner is one thing to deal with, at two partners two.
 */
final class MessageConditions {
  private static final Duration WEEKEND = Duration.ofDays(3);
  private static final Duration MDN_PATIENCE = Duration.ofMinutes(30);
  private static final Duration QUEUE_PATIENCE = Duration.ofMinutes(15);
  private static final Duration PICK_UP_PATIENCE = Duration.ofDays(1);
  private static final int MAX_COUNT = 10_000;

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
    blocked();
    waiting(AlertKind.MDN_OVERDUE, MessageStatus.AWAITING_MDN, MDN_PATIENCE);
    waiting(AlertKind.QUEUE_STUCK, MessageStatus.QUEUED, QUEUE_PATIENCE);
    waiting(AlertKind.NOT_DELIVERED, MessageStatus.ACCEPTED, QUEUE_PATIENCE);
    unproven();
    return found;
  }

  /** Somebody may be forging receipts, or a certificate of the partner is missing. */
  private void unproven() {
    for (Group group : known(messages.unprovenReceipts(now.minus(WEEKEND)))) {
      messages.find(group.newest()).ifPresent(newest -> unproven(group, newest));
    }
  }

  private void unproven(Group group, MessageRecord newest) {
    String partnership = group.partnership();
    String title =
        "Receipts that could not be verified for " + count(group.count()) + whose(partnership);
    String detail =
        name(newest)
            + ": import the partner's certificate and verify the receipts again, or"
            + " contact the partner";
    add(
        AlertKind.UNPROVEN_RECEIPT,
        partnership,
        true,
        List.of(title, detail, page(newest), newest.id()));
  }

  /** Each waits for a person: to send it anyway, or to discard it. */
  private void blocked() {
    for (Group group : groups(MessageStatus.BLOCKED, Instant.EPOCH, now.plus(WEEKEND))) {
      messages.find(group.newest()).ifPresent(newest -> blocked(group, newest));
    }
  }

  private void blocked(Group group, MessageRecord newest) {
    String partnership = group.partnership();
    add(
        AlertKind.BLOCKED,
        partnership,
        true,
        List.of(
            "Blocked before sending: " + count(group.count()) + whose(partnership),
            name(newest) + (newest.error() == null ? "" : ": " + newest.error()),
            group.count() == 1 ? page(newest) : list(MessageStatus.BLOCKED, partnership),
            newest.id()));
  }

  private void ended(AlertKind kind, MessageStatus status, boolean isUrgent) {
    groups(status, now.minus(WEEKEND), now.plus(WEEKEND))
        .forEach(
            group ->
                messages
                    .find(group.newest())
                    .filter(newest -> newest.status() == status)
                    .ifPresent(newest -> ended(kind, isUrgent, group, newest)));
  }

  private void ended(AlertKind kind, boolean isUrgent, Group group, MessageRecord newest) {
    String partnership = group.partnership();
    MessageStatus status = newest.status();
    String title = count(group.count()) + whose(partnership) + " " + status.text() + " in 3 days";
    String link = group.count() == 1 ? page(newest) : list(status, partnership);
    String detail = name(newest) + (newest.error() == null ? "" : ": " + newest.error());
    add(kind, partnership, isUrgent, List.of(title, detail, link, newest.id()));
  }

  private void waiting(AlertKind kind, MessageStatus status, Duration patience) {
    for (Group group : groups(status, Instant.EPOCH, now.minus(patience))) {
      boolean isWanted = kind == AlertKind.QUEUE_STUCK && onHold.contains(group.partnership());
      if (!isWanted) { // told by itself
        messages
            .find(group.oldest())
            .filter(oldest -> !isOffered(oldest))
            .ifPresent(oldest -> waiting(kind, group, oldest));
      }
    }
  }

  /** Whether it waits on our own SFTP server for the partner, and does not do so for long. */
  private boolean isOffered(MessageRecord message) {
    return message.status() == MessageStatus.QUEUED
        && message.transport() == TransportKind.SFTP
        && message.reason() == null
        && message.state().createdAt().isAfter(now.minus(PICK_UP_PATIENCE))
        && registry
            .partnerships()
            .partnership(message.partnership())
            .filter(partnership -> partnership.sftp().url().isEmpty())
            .isPresent();
  }

  private void waiting(AlertKind kind, Group group, MessageRecord oldest) {
    String what =
        switch (kind) {
          case MDN_OVERDUE -> "MDN overdue";
          case QUEUE_STUCK -> "Message waiting in the queue";
          default -> "Message not delivered to the inbox";
        };
    String partnership = group.partnership();
    String title = what + ": " + count(group.count()) + whose(partnership);
    Moment since = new Moment("since", oldest.state().createdAt());
    List<String> texts = List.of(title, name(oldest), page(oldest), "");
    found.add(condition(kind, partnership, false, texts).with(since));
  }

  private void add(AlertKind kind, String partnership, boolean isUrgent, List<String> texts) {
    found.add(condition(kind, partnership, isUrgent, texts));
  }

  /** Texts: title, detail, link, mark. */
  private Condition condition(
      AlertKind kind, String partnership, boolean isUrgent, List<String> texts) {
    return new Condition(
        kind,
        kind.text() + ":" + partnership,
        isUrgent,
        texts.get(0),
        texts.get(1),
        texts.get(2),
        texts.get(3),
        partner(partnership),
        Optional.empty(),
        Optional.empty());
  }

  private Optional<String> partner(String partnership) {
    return registry
        .partnerships()
        .partnership(partnership)
        .map(known -> Conditions.other(registry, known));
  }

  private String list(MessageStatus status, String partnership) {
    String all = "/messages?q=-handled:yes&status=" + status.text();
    return partner(partnership)
        .map(partner -> all + "&partner=" + Conditions.encode(partner))
        .orElse(all);
  }

  private Collection<Group> groups(MessageStatus status, Instant since, Instant until) {
    return known(messages.groups(status, since, until));
  }

  /** Those of strangers, whatever they call themselves, in one. */
  private Collection<Group> known(List<Group> all) {
    Map<String, Group> groups = new LinkedHashMap<>();
    for (Group group : all) {
      boolean isKnown = registry.partnerships().partnership(group.partnership()).isPresent();
      String partnership = isKnown ? group.partnership() : "";
      groups.merge(
          partnership,
          new Group(partnership, group.count(), group.oldest(), group.newest()),
          MessageConditions::together);
    }
    return groups.values();
  }

  private static Group together(Group one, Group other) {
    return new Group(
        one.partnership(),
        one.count() + other.count(),
        one.oldest().compareTo(other.oldest()) < 0 ? one.oldest() : other.oldest(),
        one.newest().compareTo(other.newest()) > 0 ? one.newest() : other.newest());
  }

  private static String count(int count) {
    String bound = count >= MAX_COUNT ? " or more" : "";
    return count + bound + (count == 1 ? " message" : " messages");
  }

  private static String whose(String partnership) {
    return partnership.isEmpty() ? " from unknown partners" : " of '" + partnership + "'";
  }

  private static String page(MessageRecord message) {
    return "/messages/" + message.id();
  }

  private static String name(MessageRecord message) {
    return message.payloads().isEmpty()
        ? message.facts().from() + " to " + message.facts().to()
        : message.payloads().get(0).filename();
  }
}
