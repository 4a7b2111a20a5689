package org.as2gateway.admin.demo;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a partner could send back for a manifest: a confirmation, whose layout is invented, since
 * none is public, and an extract of version 1.5, quoted and comma-separated at fixed positions.
 */
final class SampleAnswers {
  private static final String EXTRACT_VERSION = "015";
  private static final String ACCEPTANCE = "03";
  private static final String TITLE = "INVENTED LAYOUT: kind,file,piece,level,text\r\n";

  private final SampleManifest manifest;

  SampleAnswers(SampleManifest manifest) {
    this.manifest = manifest;
  }

  String confirmationName() {
    return "confirm_" + manifest.fileNumber() + ".csv";
  }

  /** An invented layout: kind, file number, piece number, level, text. */
  String confirmation() {
    return TITLE + String.join(",", "FILE", manifest.fileNumber(), "", "ACCEPTED", "") + "\r\n";
  }

  String rejectionName() {
    return "confirm_" + manifest.fileNumber() + "_1.csv";
  }

  /** The first parcel is rejected, with a message that USPS has published. */
  String rejection() {
    return TITLE
        + String.join(
            ",",
            "PIECE",
            manifest.fileNumber(),
            manifest.parcels().get(0).pic(),
            "REJECTED",
            "CHECK DIGIT ERROR")
        + "\r\n";
  }

  String extractName() {
    return "extract_" + manifest.date() + "_" + manifest.time() + ".dat";
  }

  /** One line a parcel: it was accepted at the entry facility. */
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
            fit(ACCEPTANCE, 2),
            fit("ACCEPTANCE", 40),
            fit(manifest.date(), 8),
            fit(manifest.time(), 4),
            fit(SampleManifest.MAILER_ID, 9),
            fit("", 30),
            fit("US", 2),
            fit(parcel.recipient(), 20),
            fit("", 34),
            fit("2", 1),
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
