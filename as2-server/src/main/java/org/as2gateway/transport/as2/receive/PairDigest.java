package org.as2gateway.transport.as2.receive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.as2.smime.CryptoProviders;
import org.as2gateway.as2.smime.EnvelopeDigest;
import org.as2gateway.as2.smime.ReadOutcome;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.store.log.ReplayMemory;

/** Digests of what a message of one pair is recognised by. */
final class PairDigest {
  private static final Octets NONE = Octets.of(new byte[0]);

  private PairDigest() {}

  /** NUL cannot stand in an AS2 id, so that no two texts run together. */
  private static Octets of(MessageIdentity identity, String kind, Octets octets) {
    String pair = kind + '\0' + identity.from().value() + '\0' + identity.to().value() + '\0';
    MessageDigest sha256 = CryptoProviders.shared().messageDigest(MicAlgorithm.SHA256);
    sha256.update(pair.getBytes(StandardCharsets.UTF_8));
    return Octets.of(sha256.digest(octets.toBytes()));
  }

  /** Of the ciphertext. */
  static Octets content(MessageIdentity identity, EnvelopeDigest envelope) {
    return of(identity, "ciphertext", envelope.content());
  }

  /** Of a verified signature. */
  static Octets signature(MessageIdentity identity, ReadOutcome.Signature signature) {
    return of(identity, "signature", signature.valueDigest());
  }

  /** What an opened message is recognised by; empty for one without signature and envelope. */
  static List<ReplayMemory.Key> keys(MessageIdentity identity, ReadOutcome.Opened opened) {
    Optional<Octets> signature = opened.signature().map(made -> signature(identity, made));
    Stream<ReplayMemory.Key> ofEnvelope =
        opened.envelope().stream()
            .flatMap(
                envelope ->
                    envelope.encryptedKeys().stream()
                        .map(
                            key ->
                                new ReplayMemory.Key(
                                    key, content(identity, envelope), isProven(opened))));
    Stream<ReplayMemory.Key> ofSignature =
        signature.stream().map(digest -> new ReplayMemory.Key(digest, NONE, true));
    return Stream.concat(ofEnvelope, ofSignature).toList();
  }

  /** Whether the content is what somebody who holds a key has made of it. */
  static boolean isProven(ReadOutcome.Opened opened) {
    return opened.signature().isPresent()
        || opened.envelope().filter(EnvelopeDigest::isAuthenticated).isPresent();
  }
}
