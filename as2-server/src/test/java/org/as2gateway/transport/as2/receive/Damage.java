package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.testkit.OpenSslEntities;

/** Entities that are broken on purpose, and entities in forms that openssl does not write. */
final class Damage {
  private Damage() {}

  /** One bit of the body turned; a negative index counts from the end. */
  static MimeEntity flipped(MimeEntity entity, int index) {
    byte[] body = entity.body();
    body[index < 0 ? body.length + index : index] ^= 1;
    return new MimeEntity(entity.headers(), body);
  }

  /** Text of the body replaced, octet for octet. */
  static MimeEntity replaced(MimeEntity entity, String text, String by) {
    String body = new String(entity.body(), StandardCharsets.ISO_8859_1);
    assertThat(body).contains(text);
    return new MimeEntity(entity.headers(), latin1(body.replace(text, by)));
  }

  static MimeEntity truncated(MimeEntity entity, int length) {
    return new MimeEntity(entity.headers(), Arrays.copyOf(entity.body(), length));
  }

  /** Where the RSA-2048 encrypted content key stands in a DER envelope. */
  static int encryptedKey(MimeEntity enveloped) {
    byte[] body = enveloped.body();
    for (int i = 0; i < body.length; i++) {
      if (body[i] == 4 && body[i + 1] == (byte) 0x82 && body[i + 2] == 1 && body[i + 3] == 0) {
        return i + 4;
      }
    }
    throw new AssertionError("no OCTET STRING of 256 octets");
  }

  static MimeEntity withEncryptedKey(MimeEntity enveloped, byte[] encryptedKey) {
    byte[] body = enveloped.body();
    System.arraycopy(encryptedKey, 0, body, encryptedKey(enveloped), encryptedKey.length);
    return new MimeEntity(enveloped.headers(), body);
  }

  /** The entity with another Content-Type. */
  static MimeEntity typed(MimeEntity entity, String contentType) {
    Headers others = entity.headers().without("Content-Type");
    return new MimeEntity(Headers.of("Content-Type", contentType).with(others), entity.body());
  }

  /** The entity in Base64. */
  static MimeEntity base64(MimeEntity entity) {
    byte[] body =
        Base64.getMimeEncoder(76, latin1("\r\n")).encode(OpenSslEntities.decodedBody(entity));
    Headers headers = entity.headers().without("Content-Transfer-Encoding");
    return new MimeEntity(headers.with("Content-Transfer-Encoding", "base64"), body);
  }

  /** CMS octets as an entity. */
  static MimeEntity pkcs7(String smimeType, byte[] cms) {
    return new MimeEntity(
        Headers.of("Content-Type", "application/pkcs7-mime; smime-type=" + smimeType), cms);
  }

  static MimeEntity text(String contentType, String body) {
    return new MimeEntity(Headers.of("Content-Type", contentType), latin1(body));
  }

  /** multipart/related of text files that contain their names (RFC 6362). */
  static MimeEntity related(String... filenames) {
    StringBuilder body = new StringBuilder();
    for (String name : filenames) {
      body.append("--r\r\nContent-Type: text/plain\r\n");
      body.append("Content-Disposition: attachment; filename=\"").append(name).append("\"\r\n\r\n");
      body.append(name).append("\r\n");
    }
    return text("multipart/related; type=\"text/plain\"; boundary=r", body + "--r--\r\n");
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
