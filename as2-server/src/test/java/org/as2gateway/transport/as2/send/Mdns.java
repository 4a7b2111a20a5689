package org.as2gateway.transport.as2.send;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.List;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.mdn.MdnContent;
import org.as2gateway.as2.mdn.MdnWriter;
import org.as2gateway.as2.smime.DetachedSigner;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.testkit.OpenSslEntities;

/** MDNs as the partner of {@link SendingGateway} makes them, and other answers. */
final class Mdns {
  private Mdns() {}

  /** A signed positive MDN for the message, with its MIC. */
  static MimeEntity positive(MessageRecord message) {
    return signed(
        message, Disposition.processed(), message.as2().mic().fieldValue(), SendingGateway.THEM);
  }

  static MimeEntity signed(
      MessageRecord message, Disposition disposition, String mic, OwnKey signer) {
    return MdnWriter.writeSigned(
        content(message, disposition).withMic(mic),
        new DetachedSigner(signer, SignatureAlgorithm.SHA256, true, true),
        "sha-256");
  }

  /** A positive MDN whose signature holds certificates and no signer: anybody can make one. */
  static MimeEntity withoutSigner(MessageRecord message) throws GeneralSecurityException {
    MimeEntity report = unsigned(message);
    byte[] nobody =
        CertificateFactory.getInstance("X.509")
            .generateCertPath(List.of(SendingGateway.THEM.certificate()))
            .getEncoded("PKCS7");
    MimeEntity signed =
        OpenSslEntities.multipartSigned(
            new MimeEntity(
                Headers.of("Content-Type", report.headers().first("Content-Type").orElseThrow()),
                report.body()),
            nobody,
            "sha-256");
    return new MimeEntity(
        report.headers().without("Content-Type").with(signed.headers()), signed.body());
  }

  static MimeEntity unsigned(MessageRecord message) {
    return MdnWriter.write(
        content(message, Disposition.processed()).withMic(message.as2().mic().fieldValue()));
  }

  static MimeEntity unsignedWithoutMic(MessageRecord message, Disposition disposition) {
    return MdnWriter.write(content(message, disposition));
  }

  private static MdnContent content(MessageRecord message, Disposition disposition) {
    Headers headers =
        Headers.of(
            "AS2-From",
            '"' + message.as2().from() + '"',
            "AS2-To",
            message.as2().to(),
            "Message-ID",
            message.as2().messageId());
    MessageId id = MessageId.generate(new SecureRandom(), "them");
    return MdnContent.answering(headers, Instant.now(), id, Instant.now(), disposition);
  }

  static SendingGateway.Script status(int status, String... headers) {
    return request -> answer(status, new MimeEntity(Headers.of(headers), new byte[0]));
  }

  static SendingGateway.Script page(int status, String html) {
    return request ->
        answer(
            status,
            new MimeEntity(
                Headers.of("Content-Type", "text/html"), html.getBytes(StandardCharsets.UTF_8)));
  }

  /** An answer with that status and entity. */
  static HttpExchange.Answer answer(int status, MimeEntity entity) {
    return new HttpExchange.Answer(status, "HTTP/1.1 " + status, entity);
  }
}
