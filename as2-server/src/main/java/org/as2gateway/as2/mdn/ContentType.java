package org.as2gateway.as2.mdn;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;

/**
 * A Content-Type read leniently.
 *
 * @param mediaType type and subtype in lower case; {@code text/plain} if there is none
 * @param parameters what follows the first semicolon
 */
record ContentType(String mediaType, String parameters) {
  static final String SIGNED = "multipart/signed";
  static final String REPORT = "multipart/report";
  static final String NOTIFICATION = "message/disposition-notification";

  private static final Pattern PARAMETER =
      Pattern.compile("([^\\s;=\"]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s;\"]*+))");

  static ContentType of(Headers headers) {
    String value = headers.first(HeaderNames.CONTENT_TYPE).orElse("text/plain");
    int semicolon = value.indexOf(';');
    String type = semicolon < 0 ? value : value.substring(0, semicolon);
    return new ContentType(
        type.strip().toLowerCase(Locale.ROOT), semicolon < 0 ? "" : value.substring(semicolon + 1));
  }

  /** A parameter's value without its quotes. */
  Optional<String> parameter(String name) {
    Matcher matcher = PARAMETER.matcher(parameters);
    while (matcher.find()) {
      if (matcher.group(1).equalsIgnoreCase(name)) {
        return matcher.group(2) == null
            ? Optional.of(matcher.group(3))
            : Optional.of(matcher.group(2).replaceAll("\\\\(.)", "$1"));
      }
    }
    return Optional.empty();
  }

  /** Whether an entity of this type reports on a message, without a signature around it. */
  boolean isReport() {
    return mediaType.equals(REPORT) || mediaType.equals(NOTIFICATION);
  }

  boolean is(String type) {
    return mediaType.equals(type);
  }
}
