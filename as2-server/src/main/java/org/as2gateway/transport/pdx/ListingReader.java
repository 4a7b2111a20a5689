package org.as2gateway.transport.pdx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.as2gateway.as2.wire.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the list of files of an answer. The answer's model is known from one client program only,
 * so unknown fields are kept, and numbers and strings are taken for each other.
 */
final class ListingReader {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_FILES = 10_000;
  private static final int ENTRY_CHARS = 2_000;
  private static final String FILES = "outboundFiles";
  private static final String TOTAL = "totalResults";

  private ListingReader() {}

  /**
   * The list of extracts.
   *
   * @throws PdxFailure if the body is not such a list
   */
  static PdxListing extracts(byte[] body, PdxAnswer answer) throws PdxFailure {
    JsonNode document = parse(body, answer);
    JsonNode files = document.path(FILES);
    if (!files.isArray()) {
      throw unexpected("has no list '" + FILES + "'", answer);
    }
    return listing(document, files, answer, true);
  }

  /**
   * The list of uploaded files. Nobody has seen its answer: the first list of objects that it
   * contains counts, an empty one too.
   *
   * @throws PdxFailure if there is none
   */
  static PdxListing uploads(byte[] body, PdxAnswer answer) throws PdxFailure {
    JsonNode document = parse(body, answer);
    if (document.isArray()) {
      return listing(document, document, answer, false);
    }
    for (JsonNode value : document) {
      if (value.isArray()) {
        return listing(document, value, answer, false);
      }
    }
    throw unexpected("contains no list", answer);
  }

  private static JsonNode parse(byte[] body, PdxAnswer answer) throws PdxFailure {
    try {
      JsonNode document = JSON.readTree(body);
      if (document.isObject() || document.isArray()) {
        return document;
      }
    } catch (JacksonException e) {
      throw unexpected("is not JSON", answer).causedBy(e);
    }
    throw unexpected("is no JSON object", answer);
  }

  private static PdxFailure unexpected(String what, PdxAnswer answer) {
    return new PdxFailure(
            PdxFailure.Kind.UNEXPECTED_ANSWER,
            Reason.HTTP_UNEXPECTED,
            "the answer of PDX with status %d %s; it begins with %s"
                .formatted(answer.status(), what, answer.start()))
        .after(answer);
  }

  private static PdxListing listing(
      JsonNode document, JsonNode entries, PdxAnswer answer, boolean needsId) throws PdxFailure {
    if (entries.size() > MOST_FILES) {
      throw unexpected("lists " + entries.size() + " files, more than " + MOST_FILES, answer);
    }
    List<PdxFile> files = new ArrayList<>();
    int unread = 0;
    for (JsonNode entry : entries) {
      Optional<PdxFile> file = file(entry, needsId);
      file.ifPresent(files::add);
      unread += file.isPresent() ? 0 : 1;
    }
    return new PdxListing(
        files, number(document, TOTAL), number(document, PdxCall.PAGE_NUMBER), unread, answer);
  }

  private static Optional<PdxFile> file(JsonNode entry, boolean needsId) {
    Optional<String> filename = text(entry, PdxCall.FILENAME);
    Optional<String> id =
        text(entry, PdxCall.ID)
            .filter(value -> value.matches("[0-9A-Za-z_-]{1,64}"))
            .or(() -> needsId ? Optional.empty() : Optional.of(""));
    String text = entry.toString();
    return id.map(
        value ->
            new PdxFile(
                value,
                filename,
                text(entry, "createdTime"),
                text(entry, "downloadTime"),
                text(entry, "fileSize"),
                text(entry, "mid"),
                text.length() > ENTRY_CHARS ? text.substring(0, ENTRY_CHARS) + "…" : text));
  }

  private static Optional<String> text(JsonNode entry, String name) {
    JsonNode value = entry.path(name);
    return value.isString() || value.isNumber()
        ? Optional.of(value.asString()).filter(text -> !text.isBlank())
        : Optional.empty();
  }

  private static OptionalInt number(JsonNode document, String name) {
    return text(document, name)
        .filter(value -> value.matches("[0-9]{1,9}"))
        .map(value -> OptionalInt.of(Integer.parseInt(value)))
        .orElse(OptionalInt.empty());
  }
}
