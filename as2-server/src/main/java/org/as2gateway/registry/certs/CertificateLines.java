package org.as2gateway.registry.certs;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.CertsException;

/**
 * The text lines before a certificate that carry what it cannot (design.md §3). Lines of other
 * tools, such as openssl's {@code subject=…}, are passed over.
 *
 * @param uses what it may serve for, nothing for an authority's; empty if not said
 * @param activeFrom from when on it is used outbound
 * @param retired from when on it is no longer used
 */
record CertificateLines(
    Optional<Set<CertificateUse>> uses, Optional<Instant> activeFrom, Optional<Instant> retired) {
  static final String USE = "use";
  static final String ACTIVE_FROM = "active-from";
  static final String RETIRED = "retired";

  /** The {@code use} of an authority, which is kept to show the chain. */
  private static final String CHAIN = "chain";

  static final CertificateLines NONE =
      new CertificateLines(Optional.empty(), Optional.empty(), Optional.empty());

  private static final int MAX_LINE = 200; // ours are short; the pattern is slow on long ones
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 9999;

  private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z_-]+)\\s*:\\s*(.*?)\\s*");

  /** What ours are mistyped as: to pass over them would silently not retire a certificate. */
  private static final Pattern MISTYPED =
      Pattern.compile("uses|usage|active|active_?from|activefrom|retire|retired[_-]?(from|at)");

  /** Reads the lines above one certificate. */
  static CertificateLines parse(List<String> lines) throws CertsException {
    CertificateLines read = NONE;
    for (String quoted : lines) {
      String line = PemText.unquoted(quoted);
      if (line.length() > MAX_LINE) {
        continue;
      }
      Matcher form = LINE.matcher(line);
      if (form.matches()) {
        read = read.with(form.group(1).toLowerCase(Locale.ROOT), form.group(2));
      }
    }
    return read;
  }

  /** Whether a line is one of ours with that key. */
  static boolean isLine(String line, String key) {
    if (line.length() > MAX_LINE) {
      return false;
    }
    Matcher form = LINE.matcher(PemText.unquoted(line));
    return form.matches() && form.group(1).equalsIgnoreCase(key);
  }

  /** Whether there is a line of ours among them, and not only text that looks like one. */
  static boolean isAny(List<String> lines) {
    try {
      return !parse(lines).equals(NONE);
    } catch (CertsException e) {
      return false; // text
    }
  }

  private CertificateLines with(String key, String value) throws CertsException {
    if (MISTYPED.matcher(key).matches()) {
      throw new CertsException(
          "line '%s:' is not known, expected 'use:', 'active-from:' or 'retired:'".formatted(key));
    }
    return switch (key) {
      case USE -> new CertificateLines(Optional.of(parseUses(value)), activeFrom, retired);
      case ACTIVE_FROM -> new CertificateLines(uses, Optional.of(instant(key, value)), retired);
      case RETIRED -> new CertificateLines(uses, activeFrom, Optional.of(instant(key, value)));
      default -> this;
    };
  }

  /** Reads {@code sign, encrypt}, or {@code chain} for none of both. */
  static Set<CertificateUse> parseUses(String value) throws CertsException {
    if (value.strip().equalsIgnoreCase(CHAIN)) {
      return Set.of();
    }
    EnumSet<CertificateUse> uses = EnumSet.noneOf(CertificateUse.class);
    for (String word : value.split(",", -1)) {
      switch (word.strip().toLowerCase(Locale.ROOT)) {
        case "sign" -> uses.add(CertificateUse.SIGN);
        case "encrypt" -> uses.add(CertificateUse.ENCRYPT);
        default ->
            throw new CertsException(
                "line 'use: %s' is wrong, expected 'sign', 'encrypt' or 'sign, encrypt', or 'chain' for a CA certificate"
                    .formatted(clean(value)));
      }
    }
    return uses;
  }

  private static Instant instant(String key, String value) throws CertsException {
    try {
      OffsetDateTime at =
          value.contains("T")
              ? OffsetDateTime.parse(value)
              : LocalDate.parse(value).atStartOfDay().atOffset(ZoneOffset.UTC);
      if (at.getYear() < FIRST_YEAR || at.getYear() > LAST_YEAR) {
        throw new DateTimeParseException("out of range", value, 0);
      }
      return at.toInstant();
    } catch (DateTimeParseException e) {
      throw new CertsException(
          "line '%s: %s' is wrong, expected a time such as '2026-12-01T00:00:00Z'"
              .formatted(key, clean(value)),
          e);
    }
  }

  /** Text of a stranger, as it may be shown. */
  private static String clean(String value) {
    return value.replaceAll("[^\\x20-\\x7e]", "?");
  }

  /** What this says, completed by what the other says. */
  CertificateLines or(CertificateLines other) {
    return new CertificateLines(
        uses.or(other::uses), activeFrom.or(other::activeFrom), retired.or(other::retired));
  }

  /** The line of an authority. */
  static CertificateLines ofAuthority() {
    return new CertificateLines(Optional.of(Set.of()), Optional.empty(), Optional.empty());
  }

  /** Whether both say something about the same thing, and not the same. */
  boolean contradicts(CertificateLines other) {
    return !or(other).equals(other.or(this));
  }

  /** The lines as text. */
  List<String> toText() {
    List<String> lines = new ArrayList<>();
    uses.ifPresent(set -> lines.add(USE + ": " + toText(set)));
    activeFrom.ifPresent(at -> lines.add(ACTIVE_FROM + ": " + at));
    retired.ifPresent(at -> lines.add(RETIRED + ": " + at));
    return lines;
  }

  /** The value of a line {@code use:}. */
  static String toText(Set<CertificateUse> uses) {
    if (uses.isEmpty()) {
      return CHAIN;
    }
    return uses.stream()
        .sorted()
        .map(use -> use.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
