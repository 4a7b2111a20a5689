package org.as2gateway.store.evidence;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.as2gateway.store.log.MessageIds;
import org.jspecify.annotations.Nullable;

/**
 * Holds every row of evidence against the chain and the chain against the rows. Memory is bounded:
 * messages are looked at in shares, each with a reading of all blocks; only those that differ are
 * looked at line by line.
 */
final class CheckRows {
  private static final int SHARE = 100_000;
  private static final int PAGE = 500;
  private static final int MOST_SUSPECTS = 200;

  private final EvidenceChain chain;
  private final JdbcEvidenceChain store;
  private final Duration retention;
  private final ChainReport report;
  private final long key = new SecureRandom().nextLong() | 1;

  CheckRows(EvidenceChain chain, Duration retention, ChainReport report) {
    this.chain = chain;
    this.store = chain.store();
    this.retention = retention;
    this.report = report;
  }

  /**
   * Checks.
   *
   * @param eachMessage told every message that has evidence
   */
  void run(Consumer<String> eachMessage) {
    chain.seal();
    int shares = store.countEvidenceMessages() / SHARE + 1;
    for (int share = 0; share < shares; share++) {
      checkShare(new Share(share, shares), eachMessage);
    }
  }

  private record Share(int number, int of) {
    boolean has(String message) {
      return Math.floorMod(message.hashCode(), of) == number;
    }
  }

  private void checkShare(Share share, Consumer<String> eachMessage) {
    Map<String, Tally> told = new HashMap<>();
    forEachLine(
        line -> {
          if (share.has(line.message())) {
            report.countLine();
            told.computeIfAbsent(line.message(), id -> new Tally(key)).add(line);
          }
        });
    List<String> suspects = new ArrayList<>();
    String after = "";
    List<String> page;
    do {
      page = store.messagesAfter(after, PAGE);
      for (String message : page.stream().filter(share::has).toList()) {
        report.countMessage();
        eachMessage.accept(message);
        if (!isAsTold(message, told.remove(message))) {
          suspects.add(message);
        }
      }
      after = page.isEmpty() ? after : page.get(page.size() - 1);
    } while (page.size() == PAGE);
    told.forEach((message, tally) -> checkGone(message, tally, suspects));
    suspects.stream().limit(MOST_SUSPECTS).forEach(this::checkClosely);
    suspects.stream()
        .skip(MOST_SUSPECTS)
        .forEach(message -> report.finding("message " + message + ": differs from the chain"));
  }

  private void forEachLine(Consumer<ChainLine> consumer) {
    for (String node : store.nodes()) {
      Optional<Block> next = store.after(node, 0);
      while (next.isPresent()) {
        next.get().lines().lines().flatMap(l -> ChainLine.of(l).stream()).forEach(consumer);
        next = store.after(node, next.get().number());
      }
    }
  }

  private boolean isAsTold(String message, @Nullable Tally told) {
    Tally found = new Tally(key);
    store.rows(message).forEach(row -> ChainLine.of(row.line()).ifPresent(found::add));
    return told != null && told.isSame(found);
  }

  private void checkGone(String message, Tally told, List<String> suspects) {
    if (told.expiredAt().isEmpty()) {
      suspects.add(message);
      return;
    }
    Duration age =
        Duration.between(MessageIds.madeAt(message), told.expiredAt().orElse(Instant.EPOCH));
    if (age.compareTo(retention) < 0) {
      report.finding(
          "message "
              + message
              + ": its evidence was let go after "
              + age.toDays()
              + " days, retention.evidence is "
              + retention.toDays()
              + " days");
    }
  }

  /** Looks again, in an order that lets evidence come in meanwhile. */
  private void checkClosely(String message) {
    List<ChainLine> before = linesOf(message);
    List<EvidenceRow> rows = new ArrayList<>(store.rows(message));
    chain.seal();
    List<ChainLine> after = linesOf(message);
    List<ChainLine> missing = new ArrayList<>(before);
    List<ChainLine> chained = new ArrayList<>(after);
    List<EvidenceRow> extra = new ArrayList<>();
    boolean isReordered = false;
    int last = -1;
    for (EvidenceRow row : rows) {
      ChainLine line = ChainLine.of(row.line()).orElseThrow();
      missing.remove(line);
      int index = chained.indexOf(line);
      if (index < 0) {
        extra.add(row);
      }
      isReordered |= index >= 0 && index < last;
      last = Math.max(last, index);
    }
    missing.removeIf(ChainLine::isExpiry);
    name(message, missing, extra);
    if (missing.isEmpty() && extra.isEmpty() && isReordered) {
      report.finding("message " + message + ": its evidence was reordered");
    }
  }

  private List<ChainLine> linesOf(String message) {
    List<ChainLine> lines = new ArrayList<>();
    forEachLine(
        line -> {
          if (line.message().equals(message)) {
            lines.add(line);
          }
        });
    return lines;
  }

  private void name(String message, List<ChainLine> missing, List<EvidenceRow> extra) {
    List<EvidenceRow> added = new ArrayList<>(extra);
    for (ChainLine line : missing) {
      Optional<EvidenceRow> altered =
          added.stream().filter(row -> place(row).equals(line.place())).findFirst();
      altered.ifPresent(added::remove);
      report.finding(
          "message "
              + message
              + ": "
              + line.place()
              + altered.map(row -> " was altered, row " + row.id()).orElse(" is missing"));
    }
    for (EvidenceRow row : added) {
      report.finding(
          "message " + message + ": " + place(row) + ", row " + row.id() + ", is not in the chain");
    }
  }

  private static String place(EvidenceRow row) {
    return ChainLine.of(row.line()).map(ChainLine::place).orElse("");
  }
}
