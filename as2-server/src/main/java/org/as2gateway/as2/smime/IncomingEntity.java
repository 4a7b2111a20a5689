package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.ParameterizedValue;

/**
 * A MIME entity whose headers are read and whose body is still to come.
 *
 * @param headerBlock octets of the header block, blank line included; empty for an HTTP entity
 * @param headers the fields
 * @param body the raw body, transfer encoding and all
 */
record IncomingEntity(Octets headerBlock, Headers headers, InputStream body) {
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(
          "(application|audio|font|image|message|model|multipart|text|video|x-[a-z0-9-]+)"
              + "/[a-z0-9!#$&^_.+-]+");

  private static final Pattern FIELD = Pattern.compile("[!-9;-~]++[ \\t]*+:.*+");

  /** Reads the header block of an entity that starts here. */
  static IncomingEntity open(InputStream in) throws IOException {
    BufferedSource source = BufferedSource.over(in);
    byte[] block = source.readHeaderBlock();
    Headers headers = Headers.parseLenient(new String(block, StandardCharsets.ISO_8859_1));
    return new IncomingEntity(Octets.of(block), headers, source);
  }

  ParameterizedValue contentType() {
    return ParameterizedValue.parse(headers.first(HeaderNames.CONTENT_TYPE).orElse(""));
  }

  static boolean isCms(ParameterizedValue type) {
    return type.value().equals("application/pkcs7-mime")
        || type.value().equals("application/x-pkcs7-mime");
  }

  /**
   * Whether the headers are what a sender writes, not what a damaged block decrypts to: damage in a
   * Content-Type must not pass for a message that somebody sent unsigned.
   */
  boolean isCleanlyReadable() {
    for (byte octet : headerBlock.toBytes()) {
      if ((octet >= 0 && octet < 0x20 && "\t\r\n".indexOf(octet) < 0) || octet == 0x7f) {
        return false;
      }
    }
    String type = headers.first(HeaderNames.CONTENT_TYPE).orElse("");
    return type.chars().allMatch(c -> c < 0x7f)
        && MEDIA_TYPE.matcher(contentType().value()).matches();
  }

  /**
   * Requires of an entity inside an envelope that each line of its header block is a header field
   * (RFC 5322 §2.2) or its continuation, of a structure in ASCII: what is passed over could have
   * been put there by a stranger.
   *
   * @throws ContentException if one is not
   */
  void requireMimeHeaders() throws ContentException {
    ParameterizedValue type = contentType();
    boolean isStructure =
        isCms(type)
            || type.value().equals("multipart/signed")
            || type.value().endsWith("pkcs7-signature");
    boolean isFirst = true;
    for (String line : headerBlockText().split("\r?\n", -1)) {
      boolean isEnd = line.isEmpty(); // the blank line, and what splits off behind it
      boolean isContinuation = !isFirst && (line.startsWith(" ") || line.startsWith("\t"));
      boolean isField = isEnd || isContinuation || FIELD.matcher(line).matches();
      if (!isField || !hasOnlyText(line, isStructure)) {
        throw ContentException.broken("the MIME headers hold a line that is no header field");
      }
      isFirst = false;
    }
  }

  private String headerBlockText() {
    return new String(headerBlock.toBytes(), StandardCharsets.ISO_8859_1);
  }

  private static boolean hasOnlyText(String line, boolean isAscii) {
    return line.chars()
        .allMatch(c -> c == '\t' || (c >= 0x20 && c != 0x7f && !(isAscii && c > 0x7f)));
  }

  /** Whether header block and payload together are this entity, octet for octet. */
  boolean isReproducedByPayload() {
    ParameterizedValue type = contentType();
    return !isCms(type)
        && !type.value().equals("multipart/related")
        && TransferEncoding.isIdentity(headers);
  }
}
