package org.as2gateway.admin.certificates;

import io.javalin.http.Context;
import java.util.Locale;

/**
 * A fingerprint that somebody read out, as it was typed, to be compared with those shown.
 *
 * @param typed empty if nothing was
 */
public record Compared(String typed) {
  private static final int SHA_256_DIGITS = 64;

  /** Nothing. */
  static final Compared NONE = new Compared("");

  static Compared of(Context context) {
    String sent = context.formParam("compare");
    String typed = sent == null ? context.queryParam("compare") : sent;
    return typed == null ? NONE : new Compared(typed.strip());
  }

  /** Without spaces, colons and capitals, which people write or leave out. */
  private String digits() {
    return typed.replaceAll("[\\s:.-]", "").toLowerCase(Locale.ROOT);
  }

  /** Whether there is something to compare. */
  public boolean isAsked() {
    return !typed.isEmpty();
  }

  /** Whether it is this one, all of it. */
  public boolean isEqual(String fingerprint) {
    return digits().equals(fingerprint);
  }

  /** The result in a sentence. */
  public String text(String fingerprint) {
    if (isEqual(fingerprint)) {
      return "Equal: the fingerprint matches.";
    }
    String digits = digits();
    return digits.matches("[0-9a-f]+") && digits.length() != SHA_256_DIGITS
        ? "Not equal: %d hex digits were entered, a SHA-256 fingerprint has 64."
            .formatted(digits.length())
        : "Not equal: this is another certificate, or it was read or typed wrong.";
  }
}
