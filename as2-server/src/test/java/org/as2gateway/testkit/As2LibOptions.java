package org.as2gateway.testkit;

import com.helger.mail.cte.EContentTransferEncoding;
import java.net.URI;
import java.util.Optional;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;

/**
 * How as2-lib's sender sends.
 *
 * @param sign empty for unsigned
 * @param encrypt empty for the clear
 * @param compression where compression stands
 * @param receipt what receipt is asked for
 * @param asyncUrl where the receipt shall go; empty for the connection of the message
 * @param transferEncoding {@code BINARY}, its default, or {@code BASE64}: then its HTTP header says
 *     base64 above a body that is binary, which its own receiver does not survive
 */
public record As2LibOptions(
    Optional<SignatureAlgorithm> sign,
    Optional<EncryptionAlgorithm> encrypt,
    Compression compression,
    Receipt receipt,
    Optional<URI> asyncUrl,
    EContentTransferEncoding transferEncoding) {

  /** What receipt is asked for. */
  public enum Receipt {
    NONE,
    UNSIGNED,
    SIGNED
  }

  /** SHA-256, AES-256-CBC, binary, a synchronous signed receipt: the gateway's defaults. */
  public static As2LibOptions defaults() {
    return new As2LibOptions(
        Optional.of(SignatureAlgorithm.SHA256),
        Optional.of(EncryptionAlgorithm.AES256_CBC),
        Compression.NONE,
        Receipt.SIGNED,
        Optional.empty(),
        EContentTransferEncoding.BINARY);
  }

  /** The same with other security layers. */
  public As2LibOptions with(
      Optional<SignatureAlgorithm> sign,
      Optional<EncryptionAlgorithm> encrypt,
      Compression compression) {
    return new As2LibOptions(sign, encrypt, compression, receipt, asyncUrl, transferEncoding);
  }

  /** The same with another receipt. */
  public As2LibOptions with(Receipt receipt) {
    return new As2LibOptions(sign, encrypt, compression, receipt, asyncUrl, transferEncoding);
  }

  /** The same with the receipt sent to that URL. */
  public As2LibOptions withAsyncReceipt(URI url) {
    return new As2LibOptions(
        sign, encrypt, compression, receipt, Optional.of(url), transferEncoding);
  }

  /** The same with another Content-Transfer-Encoding. */
  public As2LibOptions with(EContentTransferEncoding transferEncoding) {
    return new As2LibOptions(sign, encrypt, compression, receipt, asyncUrl, transferEncoding);
  }
}
