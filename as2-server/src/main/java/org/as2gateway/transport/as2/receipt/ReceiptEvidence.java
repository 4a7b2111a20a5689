package org.as2gateway.transport.as2.receipt;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.Der;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.SecretHeaders;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.FlaggedReceipts;
import org.as2gateway.store.log.KeptAnswer;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;

/**
 * Keeps what came back for a message, within bounds: anybody who has seen a Message-ID can post
 * receipts for it. Call it in a transaction.
 */
final class ReceiptEvidence {
  /** Different receipts kept that carry the MIC of the message, and as many that do not. */
  static final int MAX_KEPT_FLAGGED = 10;

  private static final int MAX_KEPT_BYTES = 64 * 1024;
  private static final int MAX_KEPT_ANSWERS = 20;

  private final MessageLog messages;
  private final Clock clock;

  ReceiptEvidence(MessageLog messages, Clock clock) {
    this.messages = messages;
    this.clock = clock;
  }

  /** Keeps a receipt that counts, and the certificate that verified it. */
  void keepMdn(String id, Octets entity, Optional<X509Certificate> signer) {
    List<Evidence> kept = messages.evidence(id, EvidenceKind.MDN);
    if (kept.isEmpty() || !kept.get(kept.size() - 1).content().equals(entity)) {
      add(id, EvidenceKind.MDN, entity);
    }
    signer.ifPresent(c -> add(id, EvidenceKind.MDN_SIGNER_CERTIFICATE, Der.octets(c)));
  }

  /** A partner that answers the same page for days is kept once, and never in bulk. */
  void keepAnswer(String id, MimeEntity answer) {
    List<Evidence> kept = messages.evidence(id, EvidenceKind.OTHER_ANSWER);
    FlaggedReceipts flagged = messages.flaggedReceipts(id);
    int keptFlagged =
        Math.min(flagged.likely(), MAX_KEPT_FLAGGED)
            + Math.min(flagged.unlikely(), MAX_KEPT_FLAGGED);
    if (answer.length() > 0
        && kept.size() - keptFlagged < MAX_KEPT_ANSWERS
        && kept.stream().noneMatch(e -> hasBody(e, answer.body()))) {
      MimeEntity shown = new MimeEntity(SecretHeaders.hide(answer.headers()), answer.body());
      add(id, EvidenceKind.OTHER_ANSWER, cut(shown.toBytes()));
    }
  }

  /** Keeps the beginning of an answer that was no receipt, unless all is well without one. */
  void keepHttpAnswer(MessageRecord after, Arrival arrival) {
    boolean isWell =
        after.status() == MessageStatus.ACKNOWLEDGED
            || (after.status() == MessageStatus.AWAITING_MDN
                && arrival.answer().filter(answer -> answer.body().length() > 0).isEmpty());
    if (!arrival.isMdn() && !isWell) {
      arrival
          .answer()
          .map(answer -> new KeptAnswer(clock.instant(), after.state().attempts(), answer))
          .ifPresent(answer -> messages.keepAnswer(after.id(), answer));
    }
  }

  /** Whether the message has a receipt of that body that counts. */
  boolean isKeptMdn(String id, MimeEntity entity) {
    return isKept(id, EvidenceKind.MDN, entity);
  }

  /**
   * Counts a receipt that changes nothing, and keeps it if there is room. Receipts with the MIC of
   * the message have room of their own and are kept in full: junk cannot crowd out a receipt that
   * may be judged again.
   *
   * @param isLikely whether it carries the MIC of the message
   * @param unprovenAt when it came if it proves nothing; empty if it is genuine
   * @return how many there are now, this one included
   */
  FlaggedReceipts keepFlagged(
      MessageRecord message, MimeEntity entity, boolean isLikely, Optional<Instant> unprovenAt) {
    FlaggedReceipts before = messages.lockFlaggedReceipts(message);
    boolean isRepeat =
        isKeptMdn(message.id(), entity) || isKept(message.id(), EvidenceKind.OTHER_ANSWER, entity);
    FlaggedReceipts after = isRepeat ? before.withRepeat() : before.with(isLikely);
    messages.countFlagged(message.id(), after, unprovenAt.orElse(null));
    int different = isLikely ? after.likely() : after.unlikely();
    if (!isRepeat && different <= MAX_KEPT_FLAGGED) {
      byte[] octets = entity.toBytes();
      add(message.id(), EvidenceKind.OTHER_ANSWER, isLikely ? Octets.of(octets) : cut(octets));
    }
    return after;
  }

  private boolean isKept(String id, EvidenceKind kind, MimeEntity entity) {
    byte[] body = entity.body();
    return messages.evidence(id, kind).stream().anyMatch(e -> hasBody(e, body));
  }

  /** Whether kept octets, header lines, blank line and body, have this body. */
  private static boolean hasBody(Evidence kept, byte[] body) {
    byte[] all = kept.content().toBytes();
    int start = all.length - body.length;
    return start >= 4
        && Arrays.equals(all, start, all.length, body, 0, body.length)
        && all[start - 1] == '\n'
        && all[start - 3] == '\n';
  }

  private static Octets cut(byte[] octets) {
    return Octets.of(Arrays.copyOf(octets, Math.min(octets.length, MAX_KEPT_BYTES)));
  }

  private void add(String id, EvidenceKind kind, Octets octets) {
    messages.addEvidence(new Evidence(id, kind, clock.instant(), octets));
  }
}
