package org.as2gateway.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;

/**
 * Builds and takes apart MIME entities of AS2 without a line of the gateway's own codec: MIME by
 * hand, CMS by {@link OpenSsl}. For entities that fit in memory.
 */
public final class OpenSslEntities {
  private static final Pattern BOUNDARY =
      Pattern.compile("boundary=(?:\"([^\"]*)\"|([^;\\s]*))", Pattern.CASE_INSENSITIVE);

  private final OpenSsl openSsl;

  /** Works in that scratch folder. */
  public OpenSslEntities(Path folder) {
    this.openSsl = new OpenSsl(folder);
  }

  /** The command line behind it. */
  public OpenSsl openSsl() {
    return openSsl;
  }

  /** A payload entity with a file name, binary. */
  public static MimeEntity payload(String contentType, String filename, byte[] content) {
    return new MimeEntity(
        Headers.of(
            "Content-Type",
            contentType,
            "Content-Transfer-Encoding",
            "binary",
            "Content-Disposition",
            "attachment; filename=\"" + filename + "\""),
        content);
  }

  /** multipart/signed; options as {@link OpenSsl#sign} takes them. */
  public MimeEntity signed(MimeEntity inner, OwnKey key, String micalg, String... options)
      throws IOException {
    Path content = openSsl.temporary(".entity", inner.toBytes());
    byte[] signature = Files.readAllBytes(openSsl.sign(content, key, options));
    return multipartSigned(inner, signature, micalg);
  }

  /** multipart/signed of an entity and a signature made elsewhere. */
  public static MimeEntity multipartSigned(MimeEntity inner, byte[] signature, String micalg) {
    String boundary = "hand-made-" + UUID.randomUUID();
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\r', '\n'}).encodeToString(signature) + "\r\n";
    MimeEntity signaturePart =
        new MimeEntity(
            Headers.of(
                "Content-Type", "application/pkcs7-signature; name=smime.p7s",
                "Content-Transfer-Encoding", "base64"),
            base64.getBytes(StandardCharsets.US_ASCII));
    return new MimeEntity(
        Headers.of(
            "Content-Type",
            "multipart/signed; protocol=\"application/pkcs7-signature\"; micalg="
                + micalg
                + "; boundary=\""
                + boundary
                + "\""),
        multipart(boundary, inner.toBytes(), signaturePart.toBytes()));
  }

  /** application/pkcs7-mime, binary; cipher and options as {@link OpenSsl#encrypt} takes them. */
  public MimeEntity enveloped(
      MimeEntity inner, String cipher, X509Certificate recipient, String... options)
      throws IOException {
    Path content = openSsl.temporary(".entity", inner.toBytes());
    byte[] cms = Files.readAllBytes(openSsl.encrypt(content, cipher, recipient, options));
    boolean isAead = cipher.endsWith("gcm");
    return pkcs7Mime(isAead ? "authEnveloped-data" : "enveloped-data", cms);
  }

  /** application/pkcs7-mime; smime-type=compressed-data, binary. */
  public static MimeEntity compressed(MimeEntity inner) throws IOException {
    return pkcs7Mime("compressed-data", CompressedEntity.compress(inner.toBytes()));
  }

  /** What an enveloped entity holds. */
  public MimeEntity decrypted(MimeEntity outer, OwnKey key) throws IOException {
    Path enveloped = openSsl.temporary(".p7m", decodedBody(outer));
    return parse(Files.readAllBytes(openSsl.decrypt(enveloped, key)));
  }

  /** What a compressed entity holds. */
  public static MimeEntity uncompressed(MimeEntity outer) throws IOException {
    return parse(CompressedEntity.uncompress(decodedBody(outer)));
  }

  /**
   * The signed part of a multipart/signed entity, once openssl has verified the signature with that
   * certificate.
   *
   * @throws IOException if it does not verify, with what openssl says
   */
  public MimeEntity verified(MimeEntity signed, X509Certificate signer) throws IOException {
    List<byte[]> parts = parts(signed);
    if (parts.size() != 2) {
      throw new IOException("multipart/signed has " + parts.size() + " parts, expected 2");
    }
    Path content = openSsl.temporary(".entity", parts.get(0));
    Path signature = openSsl.temporary(".p7s", decodedBody(parse(parts.get(1))));
    OpenSsl.Result result = openSsl.verify(content, signature, signer);
    if (!result.isOk()) {
      throw new IOException("signature does not verify: " + result.output());
    }
    return parse(parts.get(0));
  }

  /**
   * The parts of a multipart entity exactly as they stand between its delimiters (RFC 2046 §5.1.1).
   */
  public static List<byte[]> parts(MimeEntity multipart) throws IOException {
    String type = multipart.headers().first("Content-Type").orElse("");
    Matcher matcher = BOUNDARY.matcher(type);
    if (!matcher.find()) {
      throw new IOException("no boundary in '" + type + "'");
    }
    String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    String delimiter = "\r\n--" + name;
    String body = "\r\n" + new String(multipart.body(), StandardCharsets.ISO_8859_1);
    List<byte[]> parts = new ArrayList<>();
    int at = body.indexOf(delimiter);
    while (at >= 0 && !body.startsWith("--", at + delimiter.length())) {
      int start = body.indexOf("\r\n", at + delimiter.length()) + 2;
      int end = body.indexOf(delimiter, start - 2);
      if (start < 2 || end < 0) {
        throw new IOException("multipart entity is cut off");
      }
      parts.add(body.substring(start, Math.max(start, end)).getBytes(StandardCharsets.ISO_8859_1));
      at = end;
    }
    return parts;
  }

  /** Splits octets at the first blank line. */
  public static MimeEntity parse(byte[] octets) throws IOException {
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\r\n")) {
      return new MimeEntity(
          Headers.empty(), text.substring(2).getBytes(StandardCharsets.ISO_8859_1));
    }
    int blank = text.indexOf("\r\n\r\n");
    if (blank < 0) {
      throw new IOException("no blank line after the headers");
    }
    return new MimeEntity(
        Headers.parseLenient(text.substring(0, blank)),
        text.substring(blank + 4).getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The body with its Content-Transfer-Encoding undone. */
  public static byte[] decodedBody(MimeEntity entity) {
    boolean isBase64 =
        entity
            .headers()
            .first("Content-Transfer-Encoding")
            .filter("base64"::equalsIgnoreCase)
            .isPresent();
    return isBase64 ? Base64.getMimeDecoder().decode(entity.body()) : entity.body();
  }

  private static MimeEntity pkcs7Mime(String smimeType, byte[] cms) {
    return new MimeEntity(
        Headers.of(
            "Content-Type",
            "application/pkcs7-mime; smime-type=" + smimeType + "; name=smime.p7m",
            "Content-Transfer-Encoding",
            "binary"),
        cms);
  }

  static byte[] multipart(String boundary, byte[]... parts) {
    StringBuilder body = new StringBuilder();
    for (byte[] part : parts) {
      body.append("--").append(boundary).append("\r\n");
      body.append(new String(part, StandardCharsets.ISO_8859_1)).append("\r\n");
    }
    body.append("--").append(boundary).append("--\r\n");
    return body.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
