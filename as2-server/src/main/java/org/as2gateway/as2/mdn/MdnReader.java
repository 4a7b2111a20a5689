package org.as2gateway.as2.mdn;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.as2.mdn.MdnReadResult.NotMdn;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.Octets;

/**
 * Reads MDNs as partners really send them (protocol.md §5, §6.2). Reading is lenient, judging is
 * not: what cannot be understood never counts as positive.
 */
public final class MdnReader {
  /** The longest MDN read. */
  public static final int MAX_BYTES = 1024 * 1024;

  /** How many octets of a multipart/signed body {@link #isMdn} needs at most. */
  public static final int PEEK_BYTES = 8 * 1024;

  private static final int MAX_TEXT = 8 * 1024;
  private static final String JOINT = " | ";

  private MdnReader() {}

  /**
   * Whether an entity can be an MDN by its outer Content-Type. A report is one for sure; for
   * multipart/signed, which messages use too, ask {@link #isMdn} with the first octets of the body.
   */
  public static boolean mayBeMdn(Headers headers) {
    ContentType type = ContentType.of(headers);
    return type.isReport() || type.is(ContentType.SIGNED);
  }

  /** Whether the outer Content-Type says that the entity is an MDN and nothing else. */
  public static boolean isReport(Headers headers) {
    return ContentType.of(headers).isReport();
  }

  /**
   * Tells an MDN from a message, so that one URL may serve both (protocol.md §6.3): an MDN is a
   * report, or multipart/signed whose first part is a report.
   *
   * @param firstOctets the beginning of the body, up to {@link #PEEK_BYTES}; less if the body is
   *     shorter
   */
  public static boolean isMdn(Headers headers, byte[] firstOctets) {
    ContentType type = ContentType.of(headers);
    return type.isReport()
        || (type.is(ContentType.SIGNED)
            && FirstPart.headers(new MimePart(headers, firstOctets))
                .filter(first -> ContentType.of(first).isReport())
                .isPresent());
  }

  /** Reads an HTTP entity: the answer to a message, or the body of an asynchronous MDN. */
  public static MdnReadResult read(Headers headers, byte[] body) {
    if (body.length == 0) {
      return new NotMdn("the body is empty");
    }
    if (body.length > MAX_BYTES) {
      return new NotMdn("the body has " + body.length + " octets, more than " + MAX_BYTES);
    }
    try {
      return readOuter(withDoubledHeaders(new MimePart(headers, body.clone())));
    } catch (UnreadableMdnException e) {
      return new NotMdn(String.valueOf(e.getMessage()));
    }
  }

  /** Some products repeat the entity's headers at the top of the body and send others outside. */
  private static MimePart withDoubledHeaders(MimePart outer) throws UnreadableMdnException {
    if (mayBeMdn(outer.headers())) {
      return outer;
    }
    MimePart inner = MimePart.parse(outer.decodedBody());
    return mayBeMdn(inner.headers()) ? inner : outer;
  }

  private static Mdn readOuter(MimePart entity) throws UnreadableMdnException {
    if (!entity.type().is(ContentType.SIGNED)) {
      return readReport(entity, Optional.empty());
    }
    List<byte[]> parts = entity.parts();
    if (parts.size() != 2) {
      throw new UnreadableMdnException(
          "multipart/signed has " + parts.size() + " parts, expected 2");
    }
    MdnSignature signature =
        new MdnSignature(
            Octets.of(parts.get(0)),
            Octets.of(MimePart.parse(parts.get(1)).decodedBody()),
            entity.type().parameter("micalg"));
    return readReport(withDoubledHeaders(MimePart.parse(parts.get(0))), Optional.of(signature));
  }

  private static Mdn readReport(MimePart report, Optional<MdnSignature> signature)
      throws UnreadableMdnException {
    List<MimePart> parts = new ArrayList<>();
    if (report.type().is(ContentType.NOTIFICATION)) {
      parts.add(report);
    } else if (report.type().is(ContentType.REPORT)) {
      for (byte[] part : report.parts()) {
        parts.add(MimePart.parse(part));
      }
    } else {
      throw new UnreadableMdnException(
          "the content type is '" + cut(report.type().mediaType(), 100) + "', not a report");
    }
    Headers fields = Headers.empty();
    for (MimePart part : parts) {
      if (part.type().is(ContentType.NOTIFICATION)) {
        fields = fields.with(Headers.parseLenient(text(part.decodedBody())));
      }
    }
    if (!fields.contains(HeaderNames.DISPOSITION)) {
      throw new UnreadableMdnException("the report has no Disposition field");
    }
    return mdn(signature, fields, humanText(parts));
  }

  private static Mdn mdn(Optional<MdnSignature> signature, Headers fields, String humanText) {
    return new Mdn(
        signature,
        fields.first(HeaderNames.REPORTING_UA),
        fields.first(HeaderNames.ORIGINAL_RECIPIENT),
        fields.first(HeaderNames.FINAL_RECIPIENT),
        joined(fields, HeaderNames.ORIGINAL_MESSAGE_ID),
        fields.all(HeaderNames.DISPOSITION).stream().map(MdnReader::disposition).toList(),
        joined(fields, HeaderNames.RECEIVED_CONTENT_MIC),
        fields.all(HeaderNames.ERROR),
        fields.all(HeaderNames.FAILURE),
        fields.all(HeaderNames.WARNING),
        humanText);
  }

  private static Disposition disposition(String field) {
    return Disposition.parse(field)
        .orElseGet(() -> new Disposition("", Disposition.Type.OTHER, "", field));
  }

  private static Optional<String> joined(Headers fields, String name) {
    String all = fields.all(name).stream().distinct().collect(Collectors.joining(JOINT));
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  private static String humanText(List<MimePart> parts) throws UnreadableMdnException {
    for (MimePart part : parts) {
      if (part.type().mediaType().startsWith("text/")) {
        return cut(text(part.decodedBody()).strip(), MAX_TEXT);
      }
    }
    return "";
  }

  private static String text(byte[] octets) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      return new String(octets, StandardCharsets.ISO_8859_1); // takes any octets
    }
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
