package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.InputStream;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.util.List;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;

/**
 * Does with plaintext that cannot be read what is done with a signed message, so that the time of
 * the answer does not tell how far the reading came (protocol.md §1).
 */
final class Decoy {
  private Decoy() {}

  /** Reads to the end, under the digests of a signed entity and of its payload. */
  static void digest(InputStream plaintext, CryptoProviders providers) throws IOException {
    Digests entity = new Digests(List.of(MicAlgorithm.SHA256), providers);
    Digests payload = new Digests(List.of(MicAlgorithm.SHA256), providers);
    Tail.pass(
        new TapInputStream(
            plaintext,
            (octets, offset, length) -> {
              entity.update(octets, offset, length);
              payload.update(octets, offset, length);
            }));
  }

  /** Verifies a signature that nobody made. */
  static void verify(ReadPolicy policy, CryptoProviders providers) {
    policy.signers().stream()
        .findFirst()
        .ifPresent(signer -> verify(signer.getPublicKey(), providers));
  }

  private static void verify(PublicKey key, CryptoProviders providers) {
    try {
      var signature = providers.verifying(SignatureAlgorithm.SHA256, key);
      signature.update(new byte[MicAlgorithm.SHA256.octets()]);
      var unused = signature.verify(new byte[256]);
    } catch (InvalidKeyException | SignatureException e) {
      return; // took its time, which is all that is wanted
    }
  }
}
