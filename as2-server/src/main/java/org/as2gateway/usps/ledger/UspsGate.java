package org.as2gateway.usps.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import org.as2gateway.delivery.gate.Finding;
import org.as2gateway.delivery.gate.Gate;
import org.as2gateway.delivery.gate.Inspection;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.UspsPolicy.Preflight;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.payload.Content;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.usps.preflight.Against;
import org.as2gateway.usps.preflight.CheckedBlock;
import org.as2gateway.usps.preflight.CheckedFile;
import org.as2gateway.usps.preflight.Rule;
import org.as2gateway.usps.preflight.Verdict;

/**
 * Checks manifests before they are sent, and enters them into the ledger. A number that is known
 * stops a message unless it is a correction, or a resend of the one that has the number; so does a
 * piece that another message has under another number, even if both are looked at at once.
 */
public final class UspsGate implements Gate {
  private static final int EFN = 2;

  private final ManifestChecks checks;
  private final Ledger ledger;
  private final Resends resends;
  private final TakeNumbers numbers;
  private final PayloadStore payloads;

  /** A gate before messages of that log. */
  public UspsGate(
      ManifestChecks checks, Ledger ledger, MessageLog log, PayloadStore payloads, Clock clock) {
    this.checks = checks;
    this.ledger = ledger;
    this.resends = new Resends(log.handled());
    this.numbers = new TakeNumbers(ledger, log, clock);
    this.payloads = payloads;
  }

  @Override
  public boolean isFor(Partnership partnership) {
    return partnership.usps().isForManifests();
  }

  /** A message that had failed left its numbers and pieces free: others may have them now. */
  @Override
  public boolean mustLookAgain(MessageRecord message) {
    List<FileMessage> parts = ledger.messages().ofMessage(message.id());
    if (parts.isEmpty()) {
      return false;
    }
    Set<String> family = resends.family(message.id());
    return parts.stream().anyMatch(part -> part.state() == FileMessage.State.UNUSED)
        || isUnclaimed(message, parts)
        || (family.stream().noneMatch(ledger.messages()::isCorrection)
            && parts.stream().anyMatch(part -> isTakenByOthers(part, family)));
  }

  /** Others may have its pieces now: it ended and let them go. */
  private boolean isUnclaimed(MessageRecord message, List<FileMessage> parts) {
    return parts.stream().allMatch(part -> part.state() == FileMessage.State.QUEUED)
        && !ledger.claims().has(message.id());
  }

  private boolean isTakenByOthers(FileMessage part, Set<String> family) {
    boolean isProven = ledger.files().find(part.file()).filter(UspsFile::isProven).isPresent();
    return ledger.messages().links(part.file()).stream()
        .filter(link -> !link.kept().isCorrection())
        .filter(link -> !family.contains(link.kept().message()))
        .anyMatch(link -> link.takesNumber() || (isProven && link.isTried()));
  }

  @Override
  public Inspection inspect(MessageRecord message, Partnership partnership) throws IOException {
    Lock looking = ledger.claims().looking();
    looking.lock();
    try {
      return look(message, partnership);
    } finally {
      looking.unlock();
    }
  }

  private Inspection look(MessageRecord message, Partnership partnership) throws IOException {
    Preflight policy = partnership.usps().preflight();
    boolean isJudged = policy != Preflight.OFF;
    Set<String> family = resends.family(message.id());
    boolean isCorrection = family.stream().anyMatch(ledger.messages()::isCorrection);
    Against against = isJudged ? checks.against(family, isCorrection) : checks.nothing();
    ClaimedPieces pieces = ledger.claims().begin(message.id());
    Checked checked = check(message, against.with(pieces.over(against.history())));
    pieces.end();
    TakeNumbers.Taken taken =
        numbers.take(
            new Claim(
                message.id(),
                partnership.name(),
                family,
                isCorrection,
                stops(policy, checked.verdict()),
                stops(policy, Verdict.BLOCK),
                checked.parts()));
    if (!isJudged) {
      return Inspection.of(false, List.of());
    }
    Checked last =
        taken.shared().isEmpty()
            ? checked
            : check(message, against.with(new SharedPieces(against.history(), taken.shared())));
    return Inspection.of(taken.isStopped(), withTaken(last.findings(), taken.taken()));
  }

  /** What was found in all files of a message. */
  private record Checked(Verdict verdict, List<Finding> findings, List<Claim.Part> parts) {}

  private Checked check(MessageRecord message, Against against) throws IOException {
    List<Finding> findings = new ArrayList<>();
    List<Claim.Part> parts = new ArrayList<>();
    Verdict verdict = Verdict.PASS;
    for (int i = 0; i < message.payloads().size(); i++) {
      int index = i;
      PayloadRecord payload = message.payloads().get(i);
      CheckedFile checked = check(message, i, against);
      checked.blocks().forEach(block -> parts.add(part(index, payload, block)));
      verdict = checked.verdict().compareTo(verdict) > 0 ? checked.verdict() : verdict;
      findings.addAll(checked.findings());
    }
    return new Checked(verdict, findings, parts);
  }

  private CheckedFile check(MessageRecord message, int index, Against against) throws IOException {
    Optional<Content> content = payloads.payload(message.id(), index);
    if (content.isEmpty()) {
      throw new IOException("file " + index + " of message '" + message.id() + "' is gone");
    }
    try (InputStream stream = content.get().open()) {
      String name = message.payloads().get(index).filename();
      return ManifestChecks.check(name, index, stream, against);
    }
  }

  private static Claim.Part part(int index, PayloadRecord payload, CheckedBlock block) {
    int pieces = (int) Math.min(block.pieces(), Integer.MAX_VALUE);
    return new Claim.Part(index, payload.sha256(), block.header(), pieces);
  }

  private static boolean stops(Preflight policy, Verdict verdict) {
    return switch (policy) {
      case BLOCK -> verdict == Verdict.BLOCK;
      case HOLD -> verdict == Verdict.BLOCK || verdict == Verdict.HOLD;
      case WARN, OFF -> false;
    };
  }

  /** Says which numbers another message took while this one was read. */
  private static List<Finding> withTaken(List<Finding> findings, List<Claim.Part> taken) {
    List<Finding> all = new ArrayList<>(findings);
    for (Claim.Part part : taken) {
      Finding reuse =
          new Finding(
              Rule.EFN_REUSE.id(),
              Rule.EFN_REUSE.level(),
              part.payload(),
              part.header().line(),
              EFN,
              "'" + part.header().efn() + "', taken by another message",
              "a number that was not used for 120 days",
              Rule.EFN_REUSE.remedy());
      if (findings.stream().noneMatch(known -> isSamePlace(known, reuse))) {
        all.add(0, reuse); // not among those that are cut off
      }
    }
    return all;
  }

  private static boolean isSamePlace(Finding known, Finding other) {
    return known.rule().equals(other.rule())
        && known.file() == other.file()
        && String.valueOf(known.line()).equals(String.valueOf(other.line()));
  }
}
