package org.as2gateway.registry.partnerships;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.wire.Headers;

/** Header fields that an operator adds to sent messages: any that AS2 and HTTP do not use. */
final class ExtraHeaders {
  /** Beginnings of names that say what the message is or how it travels. */
  private static final List<String> RESERVED_STARTS =
      List.of("content-", "as2-", "disposition-", "receipt-", "proxy-", "access-control-");

  private static final Set<String> RESERVED =
      Set.of(
          "accept-encoding",
          "authorization",
          "connection",
          "cookie",
          "date",
          "ediint-features",
          "etag",
          "expect",
          "host",
          "keep-alive",
          "message-id",
          "mime-version",
          "subject",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private ExtraHeaders() {}

  /** What is wrong with {@code Name: value}, as what was expected; empty if nothing is. */
  static Optional<String> fault(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      return Optional.of("expected 'Name: value', several separated by semicolons");
    }
    String name = text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    if (RESERVED.contains(name) || RESERVED_STARTS.stream().anyMatch(name::startsWith)) {
      return Optional.of("expected a name that neither AS2 nor HTTP uses, such as X-Routing");
    }
    if (!text.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      return Optional.of("expected ASCII characters only");
    }
    try {
      with(Headers.empty(), text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("expected a name of letters, digits, and hyphens");
    }
  }

  /** The fields and that one. */
  static Headers with(Headers headers, String text) {
    int colon = text.indexOf(':');
    return headers.with(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
  }
}
