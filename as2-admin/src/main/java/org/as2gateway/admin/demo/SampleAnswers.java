package org.as2gateway.admin.demo;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a partner could send back for a manifest: a confirmation, whose layout is made up, since
 * none is public, and an extract of version 1.5, quoted and comma-separated at fixed positions.
 */
final class SampleAnswers {
  private static final String EXTRACT_VERSION = "015";
  private static final String PRE_SHIPMENT = "MA";

  private final SampleManifest manifest;

  SampleAnswers(SampleManifest manifest) {
    this.manifest = manifest;
  }

  String confirmationName() {
    return "confirm_" + manifest.fileNumber() + ".csv";
  }

  /**
   * Mailer id, file number, date, time, entry ZIP, day processed, records read, rejected, accepted.
   */
  String confirmation() {
    int records = manifest.parcels().size();
    return String.join(
            ",",
            SampleManifest.MAILER_ID,
            manifest.fileNumber(),
            manifest.date(),
            manifest.time(),
            manifest.entryZip(),
            manifest.date(),
            Integer.toString(records),
            "0",
            Integer.toString(records))
        + "\r\n";
  }

  String extractName() {
    return "extract_" + manifest.date() + "_" + manifest.time() + ".dat";
  }

  /** One line a parcel: the manifest was read; nothing was scanned yet. */
  String extract() {
    return manifest.parcels().stream().map(this::event).collect(Collectors.joining());
  }

  private String event(SampleParcel parcel) {
    List<String> fields =
        List.of(
            fit(EXTRACT_VERSION, 3),
            fit(parcel.barcode(), 34),
            fit(manifest.fileNumber(), 34),
            fit(SampleManifest.MAILER_ID, 9),
            fit("DEMO MAILER", 20),
            fit(parcel.zip(), 5),
            fit("", 4),
            fit(manifest.entryZip(), 5),
            fit("SYNTHETIC FACILITY", 31),
            fit(PRE_SHIPMENT, 2),
            fit("SHIPPING LABEL CREATED", 40),
            fit(manifest.date(), 8),
            fit(manifest.time(), 4),
            fit(SampleManifest.MAILER_ID, 9),
            fit("", 30),
            fit("US", 2),
            fit(parcel.recipient(), 20),
            fit("", 34),
            fit("O", 1),
            fit(String.format("%09d", parcel.ounces()), 9),
            fit("", 8),
            fit("", 4),
            fit("", 9));
    return fields.stream().map(field -> '"' + field + '"').collect(Collectors.joining(","))
        + "\r\n";
  }

  private static String fit(String value, int width) {
    String cut = value.length() > width ? value.substring(0, width) : value;
    return cut + " ".repeat(width - cut.length());
  }
}
