package org.as2gateway.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;

/** Disposition notification reports written by hand (RFC 8098 §3, RFC 4130 §7.4). */
public final class HandMadeMdn {
  /** The disposition of a message that was accepted. */
  public static final String PROCESSED = "automatic-action/MDN-sent-automatically; processed";

  private HandMadeMdn() {}

  /**
   * An unsigned multipart/report.
   *
   * @param mic value of Received-Content-MIC, empty to leave the field out
   */
  public static MimeEntity report(
      String originalMessageId, String disposition, Optional<String> mic) {
    String fields =
        "Reporting-UA: hand-made\r\n"
            + "Original-Recipient: rfc822; receiver\r\n"
            + "Final-Recipient: rfc822; receiver\r\n"
            + "Original-Message-ID: "
            + originalMessageId
            + "\r\nDisposition: "
            + disposition
            + "\r\n"
            + mic.map(value -> "Received-Content-MIC: " + value + "\r\n").orElse("");
    return report(fields);
  }

  /** An unsigned multipart/report with these fields, lines that end in CR LF. */
  public static MimeEntity report(String fields) {
    String boundary = "report-" + UUID.randomUUID();
    byte[] human = part("text/plain", "Your message was looked at.\r\n");
    byte[] machine = part("message/disposition-notification", fields);
    return new MimeEntity(
        Headers.of(
            "Content-Type",
            "multipart/report; report-type=disposition-notification; boundary=\""
                + boundary
                + "\""),
        OpenSslEntities.multipart(boundary, human, machine));
  }

  /** The value of Received-Content-MIC over these octets, SHA-256. */
  public static String mic(byte[] octets) {
    return mic(octets, "SHA-256", "sha-256");
  }

  /** The value of Received-Content-MIC over these octets, the algorithm spelled as wanted. */
  public static String mic(byte[] octets, String jcaName, String spelling) {
    try {
      byte[] digest = MessageDigest.getInstance(jcaName).digest(octets);
      return Base64.getEncoder().encodeToString(digest) + ", " + spelling;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no digest '" + jcaName + "'", e);
    }
  }

  private static byte[] part(String contentType, String text) {
    return ("Content-Type: " + contentType + "\r\n\r\n" + text)
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
