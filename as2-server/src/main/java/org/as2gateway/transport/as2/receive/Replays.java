package org.as2gateway.transport.as2.receive;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.as2gateway.as2.smime.EnvelopeDigest;
import org.as2gateway.as2.smime.ReadOutcome;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.ReplayMemory;

/**
 * Recognises what came before under another name: the content key of an envelope, whoever says it
 * is theirs, and the signature of the pair (protocol.md §1). What an answer says must not depend on
 * the plaintext of CBC content that nothing has proven.
 */
final class Replays {
  private final ReplayMemory memory;
  private final MessageLog messages;
  private final AttackSigns signs;
  private final RefusedEnvelopes refused = new RefusedEnvelopes();

  Replays(InboundContext context) {
    this.memory = context.replays();
    this.messages = context.messages();
    this.signs = context.signs();
  }

  /**
   * Keys whose envelopes stay closed: those of accepted messages, unless content has to be opened
   * to be delivered again, or to take a MIC that the record does not have.
   */
  Predicate<Octets> usedKeys(Partnership partnership) {
    return partnership.message().deliversReplays()
        ? key -> false
        : key ->
            memory
                .find(key)
                .filter(taken -> taken.key().isProven())
                .flatMap(taken -> messages.find(taken.message()))
                .filter(message -> message.as2().isSigned())
                .isPresent();
  }

  /** What is to become of a message whose content was read. */
  sealed interface Finding {
    /** Nothing of it came before. */
    record First(List<ReplayMemory.Key> keys) implements Finding {}

    /** It brings what an accepted message brought. */
    record Repeat(String accepted) implements Finding {}

    /** It is an experiment. */
    record Refused(Refusal refusal) implements Finding {}
  }

  /** Of an envelope that was not opened. */
  Finding judge(Reception reception, ReadOutcome.Unopened unopened) {
    Octets content = PairDigest.content(reception.identity(), unopened.envelope());
    Optional<ReplayMemory.Taken> taken = taken(unopened.envelope());
    return taken.filter(t -> t.key().content().equals(content)).isPresent()
        ? new Finding.Repeat(taken.get().message())
        : reused(reception, unopened.layers(), taken);
  }

  /** Of content that is verified, as far as the partnership asks for it. */
  Finding judge(Reception reception, ReadOutcome.Opened opened) {
    Optional<EnvelopeDigest> envelope = opened.envelope();
    Optional<ReplayMemory.Taken> taken = envelope.flatMap(this::taken);
    boolean isProven = PairDigest.isProven(opened);
    boolean isSame =
        taken.filter(t -> isContent(t, reception.identity(), envelope.orElseThrow())).isPresent();
    if (taken.isPresent() && !isSame && (taken.get().key().isProven() || !isProven)) {
      return reused(reception, opened.layers(), taken);
    }
    Optional<ErrorWord> before = envelope.flatMap(refused::refusedOtherwise);
    if (before.isPresent() && !isProven) {
      String cause =
          "the content key is that of a refused message, and no signature proves the content";
      return new Finding.Refused(
          Refusal.of(
              Disposition.error(before.get()), Reason.CONTENT_KEY_REUSED, cause, opened.layers()));
    }
    Optional<String> repeated =
        isSame ? taken.map(ReplayMemory.Taken::message) : signedBefore(reception, opened);
    return repeated.isPresent() && !reception.partnership().message().deliversReplays()
        ? new Finding.Repeat(repeated.get())
        : new Finding.First(PairDigest.keys(reception.identity(), opened));
  }

  private static boolean isContent(
      ReplayMemory.Taken taken, MessageIdentity identity, EnvelopeDigest envelope) {
    return taken.key().content().equals(PairDigest.content(identity, envelope));
  }

  private Optional<String> signedBefore(Reception reception, ReadOutcome.Opened opened) {
    // in an envelope the content key counts: whoever encrypts anew sends anew
    return opened
        .signature()
        .filter(made -> opened.envelope().isEmpty())
        .flatMap(made -> memory.find(PairDigest.signature(reception.identity(), made)))
        .map(ReplayMemory.Taken::message);
  }

  private Optional<ReplayMemory.Taken> taken(EnvelopeDigest envelope) {
    return envelope.encryptedKeys().stream().flatMap(k -> memory.find(k).stream()).findFirst();
  }

  private Finding reused(
      Reception reception, ReadOutcome.Layers layers, Optional<ReplayMemory.Taken> taken) {
    signs.add(AttackSigns.Kind.CONTENT_KEY_REUSED, reception.partnership().name(), reception.id());
    String cause =
        "the content key of accepted message '"
            + taken.map(ReplayMemory.Taken::message).orElse("")
            + "' was used again with other ciphertext, refused without a look at its content:"
            + " check the source address, and tell the partner";
    return new Finding.Refused(
        Refusal.of(
            Disposition.error(ErrorWord.DECRYPTION_FAILED),
            Reason.CONTENT_KEY_REUSED,
            cause,
            layers));
  }

  /** The refusal of content that could not be read or verified. */
  Refusal refusal(Reception reception, ReadOutcome.Refused outcome) {
    Optional<EnvelopeDigest> envelope = outcome.envelope();
    Optional<ReplayMemory.Taken> taken = envelope.flatMap(this::taken);
    if (taken.isPresent()
        && taken.get().key().isProven()
        && !isContent(taken.get(), reception.identity(), envelope.orElseThrow())
        && reused(reception, outcome.layers(), taken) instanceof Finding.Refused reused) {
      return reused.refusal();
    }
    String partnership = reception.partnership().name();
    ErrorWord word =
        envelope.map(e -> refused.wordFor(partnership, e, outcome.word())).orElse(outcome.word());
    return Refusal.of(outcome, word);
  }

  /** What messages of the same content wait for each other by; empty if nothing is known of it. */
  static List<String> turn(List<ReplayMemory.Key> keys) {
    return keys.isEmpty()
        ? List.of()
        : List.of(HexFormat.of().formatHex(keys.get(keys.size() - 1).digest().toBytes()));
  }
}
