package org.as2gateway.testkit;

import com.helger.as2lib.cert.CertificateFactory;
import com.helger.as2lib.client.AS2Client;
import com.helger.as2lib.client.AS2ClientRequest;
import com.helger.as2lib.client.AS2ClientResponse;
import com.helger.as2lib.client.AS2ClientSettings;
import com.helger.as2lib.crypto.ECompressionType;
import com.helger.as2lib.crypto.ECryptoAlgorithmCrypt;
import com.helger.as2lib.crypto.ECryptoAlgorithmSign;
import com.helger.as2lib.crypto.IMICMatchingHandler;
import com.helger.as2lib.exception.AS2Exception;
import com.helger.as2lib.message.AS2MessageMDN;
import com.helger.as2lib.message.IMessage;
import com.helger.as2lib.session.AS2Session;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.activation.FileDataSource;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hc.core5.util.Timeout;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * as2-lib 5.1.7's own sender. Each send is a session of its own, as that library has it, but for
 * the key store, which is read once. What it thinks of the receipt is told as it stands: it takes a
 * MIC mismatch for success, so {@link Result#mic} must be looked at.
 */
public final class As2LibSender {
  private static final String CONTENT_TYPE = "application/octet-stream";
  private static final Timeout TIME_LIMIT = Timeout.ofMinutes(5);

  private final As2LibStation station;
  private final AS2Client client;

  /** A sender for that station. */
  public As2LibSender(As2LibStation station) throws IOException {
    this.station = station;
    this.client = new OneKeystoreClient(As2LibReceiver.certificates(new AS2Session(), station));
  }

  /** How as2-lib compared the MIC of the receipt with its own. */
  public enum MicVerdict {
    MATCH,
    MISMATCH,
    NOT_COMPARED
  }

  /**
   * What as2-lib says of a send.
   *
   * @param messageId Message-ID it made
   * @param error its exception, empty if it saw none
   * @param disposition Disposition of the receipt, empty if there is none
   * @param text human-readable part of the receipt
   * @param returnedMic Received-Content-MIC of the receipt
   * @param ownMic its own MIC where it found the two different
   * @param mic how they compared
   */
  public record Result(
      String messageId,
      Optional<Throwable> error,
      Optional<String> disposition,
      Optional<String> text,
      Optional<String> returnedMic,
      Optional<String> ownMic,
      MicVerdict mic) {
    /** No exception, disposition {@code processed}, MIC equal. */
    public boolean isVerified() {
      return error.isEmpty()
          && disposition.filter(d -> d.endsWith("processed")).isPresent()
          && mic == MicVerdict.MATCH;
    }

    /**
     * Whether the digests are equal, whatever the algorithms are called: as2-lib's sender calls its
     * own MIC {@code rsassa-pss-sha-256} when it signs with PSS, and then finds {@code sha-256}
     * different.
     */
    public boolean isDigestEqual() {
      return mic == MicVerdict.MATCH
          || (ownMic.isPresent()
              && returnedMic.map(Result::digest).equals(ownMic.map(Result::digest)));
    }

    private static String digest(String mic) {
      return mic.split(",", 2)[0].strip();
    }
  }

  /** Sends octets and returns when the answer is in. */
  public Result send(URI url, As2LibOptions options, String filename, byte[] payload) {
    return send(url, options, filename, new ByteArrayDataSource(payload, CONTENT_TYPE));
  }

  /** Sends a file and returns when the answer is in. */
  public Result send(URI url, As2LibOptions options, Path payload) {
    return send(url, options, payload.getFileName().toString(), new OctetFile(payload));
  }

  // a data source: octets set as such cannot be sent plain ("no object DCH for MIME type")
  private Result send(URI url, As2LibOptions options, String filename, DataSource payload) {
    Recorder recorder = new Recorder();
    AS2ClientSettings settings = settings(url, options);
    settings.setMICMatchingHandler(recorder);
    AS2ClientRequest request = new AS2ClientRequest("test of " + filename);
    request.setContentType(CONTENT_TYPE);
    request.setData(new DataHandler(payload));
    request.setFilename(filename);
    request.setContentTransferEncoding(options.transferEncoding());
    return result(client.sendSynchronous(settings, request), recorder);
  }

  private static Result result(AS2ClientResponse response, Recorder recorder) {
    Optional<String> returnedMic =
        response.hasMDN()
            ? Optional.ofNullable(response.getMDN().attrs().getAsString(AS2MessageMDN.MDNA_MIC))
            : Optional.empty();
    return new Result(
        response.getOriginalMessageID(),
        Optional.ofNullable(response.getException()),
        Optional.ofNullable(response.getMDNDisposition()),
        Optional.ofNullable(response.getMDNText()),
        returnedMic,
        Optional.ofNullable(recorder.ownMic),
        recorder.verdict);
  }

  private AS2ClientSettings settings(URI url, As2LibOptions options) {
    AS2ClientSettings settings = new AS2ClientSettings();
    settings.setSenderData(station.as2Id(), "as2-lib@localhost", As2LibStation.OWN_ALIAS);
    settings.setReceiverData(station.partnerId(), As2LibStation.PARTNER_ALIAS, url.toString());
    settings.setPartnershipName(station.as2Id() + " to " + station.partnerId());
    // four random digits a second, its default, collide
    settings.setMessageIDFormat("as2-lib-$date.uuuuMMddHHmmssZ$-$rand.12345678901234567890$@test");
    settings.setConnectTimeout(TIME_LIMIT).setResponseTimeout(TIME_LIMIT);
    settings.setEncryptAndSign(
        options.encrypt().map(As2LibSender::crypt).orElse(null),
        options.sign().map(As2LibSender::sign).orElse(null));
    if (options.compression() != Compression.NONE) {
      settings.setCompress(
          ECompressionType.ZLIB, options.compression() == Compression.BEFORE_SIGNING);
    }
    setReceipt(settings, options);
    return settings;
  }

  private static void setReceipt(AS2ClientSettings settings, As2LibOptions options) {
    settings.setMDNRequested(options.receipt() != As2LibOptions.Receipt.NONE);
    String micalg =
        options.sign().map(As2LibSender::sign).orElse(ECryptoAlgorithmSign.DIGEST_SHA_256).getID();
    settings.setMDNOptions(
        options.receipt() == As2LibOptions.Receipt.SIGNED
            ? "signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, "
                + (micalg.startsWith("rsassa") ? micalg.substring("rsassa-pss-".length()) : micalg)
            : "");
    options.asyncUrl().ifPresent(receiptUrl -> settings.setAsyncMDNUrl(receiptUrl.toString()));
  }

  static ECryptoAlgorithmSign sign(SignatureAlgorithm algorithm) {
    return ECryptoAlgorithmSign.getFromIDOrThrow(algorithm.spelling());
  }

  static ECryptoAlgorithmCrypt crypt(EncryptionAlgorithm algorithm) {
    return ECryptoAlgorithmCrypt.getFromIDOrThrow(algorithm.spelling());
  }

  /** A file whose type is not guessed of its name. */
  private static final class OctetFile extends FileDataSource {
    OctetFile(Path file) {
      super(file.toFile());
    }

    @Override
    public String getContentType() {
      return CONTENT_TYPE;
    }
  }

  /** Reads the key store once instead of for each message, which would be most of the work. */
  private static final class OneKeystoreClient extends AS2Client {
    private final CertificateFactory certificates;

    OneKeystoreClient(CertificateFactory certificates) {
      this.certificates = certificates;
    }

    @Override
    protected void initCertificateFactory(AS2ClientSettings settings, AS2Session session)
        throws AS2Exception {
      session.setCertificateFactory(certificates);
    }
  }

  private static final class Recorder implements IMICMatchingHandler {
    private MicVerdict verdict = MicVerdict.NOT_COMPARED;
    private @Nullable String ownMic;

    @Override
    public void onMICMatch(IMessage message, String mic) {
      verdict = MicVerdict.MATCH;
    }

    @Override
    public void onMICMismatch(IMessage message, String own, String returned) {
      verdict = MicVerdict.MISMATCH;
      ownMic = own;
    }
  }
}
