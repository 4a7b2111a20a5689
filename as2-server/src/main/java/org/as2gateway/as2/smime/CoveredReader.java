package org.as2gateway.as2.smime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;

/** Digests what the MIC covers, octet for octet as it came, while what is inside it is read. */
final class CoveredReader {
  private final ReadPolicy policy;
  private final MessageReader.GuardedSink sink;
  private final CryptoProviders providers;

  CoveredReader(ReadPolicy policy, MessageReader.GuardedSink sink, CryptoProviders providers) {
    this.policy = policy;
    this.sink = sink;
    this.providers = providers;
  }

  /** Covered content, with its digests so far. */
  record Part(ReadOutcome.Covered covered, Digests digests) {}

  /** Reads what is inside an entity. */
  @FunctionalInterface
  interface Inside {
    void read(IncomingEntity entity) throws IOException;
  }

  /** The signed entity, under the digests that its signature may be over. */
  Part readSigned(IncomingEntity inner, Optional<String> micalg, Inside inside) throws IOException {
    ReadOutcome.Covered covered =
        new ReadOutcome.Covered(inner.headerBlock(), !inner.isReproducedByPayload());
    return read(covered, inner, digestsToTake(micalg), inside);
  }

  Part read(
      ReadOutcome.Covered content,
      IncomingEntity entity,
      Set<MicAlgorithm> algorithms,
      Inside inside)
      throws IOException {
    Digests digests = new Digests(algorithms, providers);
    byte[] headers = content.headers().toBytes();
    digests.update(headers);
    try (OutputStream kept =
        content.isKept() ? sink.openSignedEntity() : OutputStream.nullOutputStream()) {
      kept.write(headers);
      InputStream tapped =
          new TapInputStream(
              entity.body(),
              (octets, offset, length) -> {
                digests.update(octets, offset, length);
                kept.write(octets, offset, length);
              });
      inside.read(new IncomingEntity(entity.headerBlock(), entity.headers(), tapped));
      Tail.pass(tapped);
    }
    return new Part(content, digests);
  }

  /**
   * What micalg names if that is accepted, else all that is accepted: the SignerInfo has the last
   * word.
   */
  private Set<MicAlgorithm> digestsToTake(Optional<String> micalg) {
    Set<MicAlgorithm> accepted = EnumSet.noneOf(MicAlgorithm.class);
    policy.acceptSign().stream().map(SignatureAlgorithm::digest).forEach(accepted::add);
    return micalg
        .flatMap(MicAlgorithm::parse)
        .filter(accepted::contains)
        .<Set<MicAlgorithm>>map(EnumSet::of)
        .orElse(accepted);
  }

  /** Another digest of the same octets: a second pass over what was kept of them. */
  Map<MicAlgorithm, byte[]> digestAgain(Part part, MicAlgorithm algorithm) throws IOException {
    Digests digests = new Digests(Set.of(algorithm), providers);
    try (InputStream entity =
        part.covered().isKept()
            ? sink.reopenSignedEntity()
            : new SequenceInputStream(
                new ByteArrayInputStream(part.covered().headers().toBytes()),
                sink.reopenPayload(0))) {
      Tail.pass(new TapInputStream(entity, digests::update));
    }
    return digests.values();
  }
}
