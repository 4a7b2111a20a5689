package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Objects;
import org.as2gateway.as2.wire.Filename;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.Octets;
import org.jspecify.annotations.Nullable;

/**
 * multipart/signed (RFC 1847): the entity as it stands and a detached signature, one digest for
 * both and the MIC.
 */
final class SignedEntity implements Entity {
  /** What tells one signing of an entity from another. */
  record Marks(String boundary, Instant signingTime) {}

  private final Entity inner;
  private final DetachedSigner signer;
  private final String micalg;
  private final String boundary;
  private final Instant signingTime;
  private final CryptoProviders providers;
  private final OutputStream covered;
  private @Nullable Mic mic;
  private @Nullable Octets signature;

  SignedEntity(
      Entity inner,
      WriteRequest.Signing signing,
      Marks marks,
      CryptoProviders providers,
      OutputStream covered) {
    this.inner = inner;
    this.signer =
        new DetachedSigner(
            signing.key(),
            signing.algorithm(),
            signing.includeCertificate(),
            signing.cmsAlgorithmProtection());
    MicAlgorithm digest = signer.digestAlgorithm();
    this.micalg = digest == signing.algorithm().digest() ? signing.micalg() : digest.wireName();
    this.boundary = marks.boundary();
    this.signingTime = marks.signingTime();
    this.providers = providers;
    this.covered = covered;
  }

  @Override
  public Headers headers() {
    return Headers.of(
        HeaderNames.CONTENT_TYPE,
        "multipart/signed; protocol=\"application/pkcs7-signature\"; micalg="
            + micalg
            + "; boundary=\""
            + boundary
            + "\"");
  }

  @Override
  public void writeBody(OutputStream out) throws IOException {
    MicAlgorithm algorithm = signer.digestAlgorithm();
    MessageDigest digest = providers.messageDigest(algorithm);
    out.write(Entity.ascii("--" + boundary + "\r\n"));
    inner.writeWhole(
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
          }

          @Override
          public void write(byte[] octets, int offset, int length) throws IOException {
            digest.update(octets, offset, length);
            covered.write(octets, offset, length);
            out.write(octets, offset, length);
          }
        });
    byte[] value = digest.digest();
    mic = Mic.of(value, algorithm);
    out.write(Entity.ascii("\r\n--" + boundary + "\r\n"));
    out.write(signatureHeaders().toBlock());
    byte[] made = signer.sign(value, signingTime);
    signature = Octets.of(made);
    out.write(made);
    out.write(Entity.ascii("\r\n--" + boundary + "--\r\n"));
  }

  private static Headers signatureHeaders() {
    return Headers.of(
        HeaderNames.CONTENT_TYPE,
        "application/pkcs7-signature; name=\"smime.p7s\"",
        HeaderNames.CONTENT_TRANSFER_ENCODING,
        "binary",
        HeaderNames.CONTENT_DISPOSITION,
        Filename.attachment("smime.p7s"));
  }

  /** The MIC, once the body is written. */
  Mic mic() {
    if (mic == null) {
      throw new IllegalStateException("the body is not written yet");
    }
    return mic;
  }

  /** The signature, once the body is written. */
  Octets signature() {
    return Objects.requireNonNull(signature, "the body is not written yet");
  }
}
