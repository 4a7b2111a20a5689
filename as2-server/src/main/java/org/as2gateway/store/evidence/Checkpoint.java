package org.as2gateway.store.evidence;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.smime.CryptoProviders;
import org.as2gateway.as2.smime.DetachedSigner;
import org.as2gateway.as2.smime.SignatureVerifier;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.SignatureAlgorithm;

/**
 * A signed word on a chain: this was the hash of that block.
 *
 * @param node whose chain
 * @param number the block
 * @param at when it was signed, as text
 * @param hash of the block
 * @param signature detached, over {@link #text}
 */
public record Checkpoint(String node, long number, String at, String hash, Octets signature) {
  static Checkpoint sign(Block block, Instant now, OwnKey key) {
    Checkpoint unsigned =
        new Checkpoint(
            block.node(), block.number(), now.toString(), block.hash(), Octets.of(new byte[0]));
    return new Checkpoint(
        block.node(),
        block.number(),
        unsigned.at(),
        block.hash(),
        sign(unsigned.text().toBytes(), now, key));
  }

  /** A detached signature of the evidence key over octets of any kind. */
  static Octets sign(byte[] content, Instant now, OwnKey key) {
    DetachedSigner signer = new DetachedSigner(key, SignatureAlgorithm.SHA256, true, false);
    return Octets.of(signer.sign(sha256(content), now));
  }

  private static byte[] sha256(byte[] content) {
    return CryptoProviders.shared().messageDigest(MicAlgorithm.SHA256).digest(content);
  }

  /** The octets that are signed. */
  public Octets text() {
    String text =
        "as2-evidence-checkpoint 1\nnode %s\nblock %d\nhash %s\nat %s\n"
            .formatted(node, number, hash, at);
    return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  boolean isSignedBy(X509Certificate certificate) {
    return SignatureVerifier.verify(
            signature.toBytes(),
            Map.of(MicAlgorithm.SHA256, sha256(text().toBytes())),
            List.of(certificate),
            Set.of(SignatureAlgorithm.SHA256))
        .isValid();
  }
}
