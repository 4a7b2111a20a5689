package org.as2gateway.registry.revocation;

import java.util.List;

/** Reasons of a revocation in words (RFC 5280 §5.3.1). */
final class ReasonWords {
  private static final List<String> WORDS =
      List.of(
          "", // unspecified
          "key compromised",
          "authority compromised",
          "affiliation changed",
          "superseded",
          "no longer in operation",
          "on hold",
          "",
          "removed from the list",
          "privilege withdrawn",
          "attribute authority compromised");

  private ReasonWords() {}

  /** The words for a code; empty if it says nothing. */
  static String of(int code) {
    return code >= 0 && code < WORDS.size() ? WORDS.get(code) : "";
  }
}
