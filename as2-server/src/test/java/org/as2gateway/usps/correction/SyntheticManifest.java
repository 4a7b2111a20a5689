package org.as2gateway.usps.correction;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.as2gateway.as2.wire.ContentSource;

/** Lines of manifests with synthetic numbers: MID 999999999, which nobody has. */
final class SyntheticManifest {
  static final String EFN = "9275099999999900000019";
  static final String FIRST = "9205599999999900001012";
  static final String SECOND = "92612999999999000000001024";
  static final String THIRD = "9305500000000000001038";
  static final String HEADER =
      "H1|9275099999999900000019|1|20260115|183000|D|20260||||000000||020|202601150001|||"
          + "000000004|999999999";

  private SyntheticManifest() {}

  /** A piece of 86 fields with that number and a container. */
  static String piece(String number, String construct, String container) {
    List<String> fields =
        Arrays.asList(String.join("|", Collections.nCopies(86, "")).split("\\|", -1));
    fields.set(0, "D1");
    fields.set(1, number);
    fields.set(2, "PS");
    fields.set(3, "055");
    fields.set(4, construct);
    fields.set(5, "20260");
    fields.set(13, container);
    fields.set(79, "TEST RECIPIENT");
    return String.join("|", fields);
  }

  static String manifest() {
    return file(
        HEADER,
        "C1|99M999999999000000001|PT|9275099999999900000019|20260",
        piece("420202609205599999999900001012", "C03", "99M999999999000000001"),
        piece(SECOND, "C10", "99M999999999000000002"),
        "C1|99M999999999000000002|PT|9275099999999900000019|20260",
        piece(THIRD, "C08", ""));
  }

  static String file(String... lines) {
    return Arrays.stream(lines).map(line -> line + "\r\n").collect(Collectors.joining());
  }

  static ContentSource content(String text) {
    return () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
