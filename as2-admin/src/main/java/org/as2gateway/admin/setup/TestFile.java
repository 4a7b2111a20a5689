package org.as2gateway.admin.setup;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PdxPolicy;
import org.as2gateway.transport.TransportKind;

/** The file that a test of a partnership sends: it says itself that it is one. */
public final class TestFile {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Why no test goes to PDX in production. */
  static final String NO_TEST =
      "PDX would take a test file in environment PROD as a manifest; test with CAT or TEM";

  private TestFile() {}

  /** Why a partnership must not be tested by a file; empty if it may be. */
  public static Optional<String> refusal(Partnership partnership) {
    boolean isProduction =
        partnership.kind() == TransportKind.PDX
            && partnership
                .pdx()
                .environment()
                .filter(PdxPolicy.Environment.PROD::equals)
                .isPresent();
    return isProduction ? Optional.of(NO_TEST) : Optional.empty();
  }

  /** Its name. */
  public static String name(Instant now) {
    return "as2-test-" + STAMP.format(now) + ".txt";
  }

  /** Its text. */
  public static String text(String partnership, Instant now) {
    return "AS2 connection test, not business data.\r\nPartnership: "
        + partnership
        + "\r\nSent: "
        + now.truncatedTo(ChronoUnit.SECONDS)
        + "\r\n";
  }
}
