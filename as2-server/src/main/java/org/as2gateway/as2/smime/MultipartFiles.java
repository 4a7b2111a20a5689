package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.wire.Filename;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.ParameterizedValue;

/**
 * The files of a multipart/form-data body (RFC 7578), one after the other, in constant memory. Not
 * thread-safe.
 */
public final class MultipartFiles {
  private static final String FORM_DATA = "multipart/form-data";

  private static final int MAX_FIELDS = 64;
  private static final int MAX_FIELD_BYTES = 4096;

  private final MultipartReader parts;
  private final Map<String, String> fields = new HashMap<>();

  private MultipartFiles(MultipartReader parts) {
    this.parts = parts;
  }

  /**
   * One file.
   *
   * @param filename its name as the form gives it
   * @param contentType its media type, if the form says one
   * @param content to be read before the next file is asked for
   */
  public record FormFile(String filename, Optional<String> contentType, InputStream content) {}

  /**
   * The files of a form.
   *
   * @param contentType of the whole body
   * @param body not closed
   * @return empty if it is no form
   * @throws IOException if the boundary can be none
   */
  public static Optional<MultipartFiles> of(String contentType, InputStream body)
      throws IOException {
    ParameterizedValue type = ParameterizedValue.parse(contentType);
    Optional<String> boundary = type.parameter("boundary");
    return type.value().equals(FORM_DATA) && boundary.isPresent()
        ? Optional.of(new MultipartFiles(new MultipartReader(body, boundary.get())))
        : Optional.empty();
  }

  /**
   * The next part that is a file; the fields before it can be asked for afterwards.
   *
   * @throws IOException if the form is broken, or ends without its last boundary
   */
  public Optional<FormFile> next() throws IOException {
    while (parts.nextPart()) {
      BufferedSource part = new BufferedSource(parts.part());
      byte[] block = part.readHeaderBlock();
      Headers headers = Headers.parseLenient(new String(block, StandardCharsets.ISO_8859_1));
      Optional<String> filename = Filename.of(headers);
      if (filename.isPresent()) {
        return Optional.of(
            new FormFile(filename.get(), headers.first(HeaderNames.CONTENT_TYPE), part));
      }
      keepField(headers, part);
    }
    return Optional.empty();
  }

  private void keepField(Headers headers, InputStream part) throws IOException {
    Optional<String> name =
        headers
            .first(HeaderNames.CONTENT_DISPOSITION)
            .flatMap(field -> ParameterizedValue.parse(field).parameter("name"));
    if (name.isPresent() && fields.size() < MAX_FIELDS) {
      byte[] value = part.readNBytes(MAX_FIELD_BYTES);
      fields.putIfAbsent(name.get(), new String(value, StandardCharsets.UTF_8));
    }
  }

  /** The value of a field that came before the last file, at most 4 KiB of it. */
  public Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }
}
