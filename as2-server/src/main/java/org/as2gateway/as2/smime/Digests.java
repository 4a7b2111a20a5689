package org.as2gateway.as2.smime;

import java.security.MessageDigest;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MicAlgorithm;

/** Digests of the same octets by several algorithms at once. */
final class Digests {
  private final Map<MicAlgorithm, MessageDigest> digests = new LinkedHashMap<>();

  Digests(Collection<MicAlgorithm> algorithms, CryptoProviders providers) {
    for (MicAlgorithm algorithm : algorithms) {
      digests.put(algorithm, providers.messageDigest(algorithm));
    }
  }

  void update(byte[] octets, int offset, int length) {
    for (MessageDigest digest : digests.values()) {
      digest.update(octets, offset, length);
    }
  }

  void update(byte[] octets) {
    update(octets, 0, octets.length);
  }

  /** The digest values; the digests start anew. */
  Map<MicAlgorithm, byte[]> values() {
    Map<MicAlgorithm, byte[]> values = new EnumMap<>(MicAlgorithm.class);
    digests.forEach((algorithm, digest) -> values.put(algorithm, digest.digest()));
    return values;
  }

  /** The digest values as MICs, in the order the algorithms were given; the digests start anew. */
  List<Mic> mics() {
    return digests.entrySet().stream()
        .map(entry -> Mic.of(entry.getValue().digest(), entry.getKey()))
        .toList();
  }
}
