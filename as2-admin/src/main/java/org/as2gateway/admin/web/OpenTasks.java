package org.as2gateway.admin.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.api.GatewayAccess;
import org.as2gateway.admin.web.TodayView.Task;
import org.as2gateway.admin.web.partners.Links;
import org.as2gateway.certs.CertificateEntry;
import org.as2gateway.messagelog.MessageQuery;
import org.as2gateway.messagelog.MessageRecord;
import org.as2gateway.messagelog.MessageStatus;
import org.as2gateway.partnership.Partnership;
import org.as2gateway.registry.Problem;
import org.as2gateway.registry.Registry;

/** What needs a person, found by a handful of bounded queries. */
final class OpenTasks {
  private static final Duration WEEKEND = Duration.ofDays(3);
  private static final Duration MDN_PATIENCE = Duration.ofMinutes(30);
  private static final Duration QUEUE_PATIENCE = Duration.ofMinutes(15);
  private static final Duration EXPIRY = Duration.ofDays(60);
  private static final Duration EXPIRY_SOON = Duration.ofDays(14);
  private static final int MAX_COUNT = 100;

  private final GatewayAccess gateway;
  private final Registry registry;
  private final Instant now;
  private final List<Task> tasks = new ArrayList<>();

  OpenTasks(GatewayAccess gateway, Instant now) {
    this.gateway = gateway;
    this.registry = gateway.registry();
    this.now = now;
  }

  List<Task> all() {
    gateway
        .notReadyReasons()
        .forEach(reason -> add("bad", "Not accepting messages", reason, "/", "Look again"));
    ended(MessageStatus.FAILED, "failed", "bad");
    ended(MessageStatus.REFUSED, "refused", "warn");
    waiting(MessageStatus.AWAITING_MDN, MDN_PATIENCE, "MDN overdue");
    waiting(MessageStatus.QUEUED, QUEUE_PATIENCE, "Queue is not moving");
    waiting(MessageStatus.ACCEPTED, QUEUE_PATIENCE, "Not delivered to the inbox");
    held();
    registryProblems();
    incomplete();
    expiring();
    tasks.sort(Comparator.comparing(Task::tone)); // "bad" before "warn"
    return List.copyOf(tasks);
  }

  private void add(String tone, String title, String detail, String link, String action) {
    tasks.add(new Task(tone, title, detail, link, action));
  }

  private void ended(MessageStatus status, String word, String tone) {
    MessageQuery query = MessageQuery.inStatus(status, MAX_COUNT).createdSince(now.minus(WEEKEND));
    List<MessageRecord> found = gateway.messages().search(query).messages();
    if (found.isEmpty()) {
      return;
    }
    MessageRecord newest = found.get(0);
    String count = found.size() == MAX_COUNT ? MAX_COUNT + " or more" : "" + found.size();
    String title = count + (found.size() == 1 ? " message " : " messages ") + word + " in 3 days";
    String link = found.size() == 1 ? "/messages/" + newest.id() : "/messages?status=" + word;
    add(tone, title, name(newest) + ": " + newest.error(), link, "Look");
  }

  private void waiting(MessageStatus status, Duration patience, String title) {
    Optional<MessageRecord> oldest = gateway.messages().findOldest(status);
    oldest
        .filter(message -> message.createdAt().plus(patience).isBefore(now))
        .ifPresent(
            message ->
                add(
                    "warn",
                    title + " for " + Show.span(Duration.between(message.createdAt(), now)),
                    name(message),
                    "/messages/" + message.id(),
                    "Look"));
  }

  private void held() {
    for (String partnership : gateway.held()) {
      String partner =
          registry
              .partnerships()
              .partnership(partnership)
              .map(way -> Links.partner(way.receiver().name()))
              .orElse("/partners");
      add(
          "warn",
          "Partnership '" + partnership + "' is on hold",
          "nothing leaves on it until it is released",
          partner,
          "Release");
    }
  }

  private static String name(MessageRecord message) {
    return message.payloads().isEmpty()
        ? message.from() + " to " + message.to()
        : message.payloads().get(0).filename();
  }

  private void registryProblems() {
    List<Problem> problems = registry.problems();
    if (!problems.isEmpty()) {
      boolean isError =
          problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
      String title =
          problems.size() + (problems.size() == 1 ? " problem" : " problems") + " in the settings";
      add(isError ? "bad" : "warn", title, problems.get(0).sentence(), "/partners", "Partners");
    }
  }

  private void incomplete() {
    for (Partnership way : registry.partnerships().partnerships()) {
      List<String> missing =
          registry.isOutbound(way)
              ? registry.missingToSend(way, now)
              : registry.missingToReceive(way, now);
      if (!missing.isEmpty()) {
        add(
            "warn",
            "Partnership '" + way.name() + "' is incomplete",
            "missing: " + String.join(", ", missing),
            "/partners",
            "Complete");
      }
    }
  }

  private void expiring() {
    for (CertificateEntry entry : registry.certificates().entries()) {
      Instant end = entry.certificate().getNotAfter().toInstant();
      boolean isRetired = entry.retired().filter(retired -> !retired.isAfter(now)).isPresent();
      if (!isRetired && end.isBefore(now.plus(EXPIRY))) {
        boolean isOver = end.isBefore(now);
        String left = Show.span(Duration.between(now, end));
        add(
            end.isBefore(now.plus(EXPIRY_SOON)) ? "bad" : "warn",
            (entry.isOwn() ? "Our certificate '" : "Certificate of '")
                + entry.alias()
                + (isOver ? "' has expired" : "' expires in " + left),
            "fingerprint " + entry.fingerprint().substring(0, 16) + "…, until " + Show.utc(end),
            "/certificates",
            "Certificates");
      }
    }
  }
}
