package org.as2gateway.admin.cli;

import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.Quantity;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** How arguments are read; one that cannot be read is wrong usage. */
final class Values {
  private Values() {}

  /**
   * The moment at which what is wanted begins.
   *
   * @param at the moment
   */
  record Since(Instant at) {}

  /**
   * The beginning of a fingerprint.
   *
   * @param digits at least 8 hex digits
   */
  record FingerprintStart(String digits) {}

  /** Teaches a command line and its subcommands. */
  static void register(CommandLine line, Clock clock) {
    line.registerConverter(Instant.class, Values::instant);
    line.registerConverter(Since.class, text -> since(text, clock.instant()));
    line.registerConverter(Duration.class, Values::duration);
    line.registerConverter(FingerprintStart.class, Values::fingerprint);
    line.registerConverter(As2Id.class, Values::as2Id);
    line.registerConverter(URI.class, Values::url);
    line.registerConverter(int.class, Values::number);
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is not a time with its zone; expected one such as 2027-01-01T00:00:00Z or"
              + " 2027-01-01T00:00:00-05:00");
    }
  }

  /** A time, a day or an age. */
  static Since since(String text, Instant now) {
    try {
      if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
        return new Since(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      if (text.contains("T")) {
        return new Since(OffsetDateTime.parse(text).toInstant());
      }
      return new Since(now.minus(Quantity.parseDuration(text)));
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is not a time; expected one such as 2026-11-22T10:00:00Z, a day such as"
              + " 2026-11-22, or an age such as 12h or 7d");
    }
  }

  private static Duration duration(String text) {
    try {
      return Quantity.parseDuration(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("'" + text + "' is not a duration; " + e.getMessage());
    }
  }

  private static FingerprintStart fingerprint(String text) {
    try {
      return new FingerprintStart(Fingerprint.normalise(text));
    } catch (CertsException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  private static As2Id as2Id(String text) {
    try {
      return new As2Id(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text);
      if ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme())) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // answered like another scheme
    }
    throw new TypeConversionException(
        "'" + text + "' is not a URL; expected one such as https://as2.acme.example/as2");
  }

  private static Integer number(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a number");
    }
  }
}
