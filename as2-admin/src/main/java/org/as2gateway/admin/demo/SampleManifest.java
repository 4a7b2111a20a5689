package org.as2gateway.admin.demo;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.as2gateway.usps.files.CheckDigits;

/**
 * A synthetic Shipping Services File 2.0: pipe-delimited, CR LF, one H1 of 18 fields and D1 records
 * of 86. Numbers have valid check digits and dates are today's; mailer, parcels and recipients do
 * not exist. Fields whose values depend on a contract are left empty.
 */
final class SampleManifest {
  /** A mailer id that looks like one. */
  static final String MAILER_ID = "900000017";

  static final int HEADER_FIELDS = 18;
  static final int DETAIL_FIELDS = 86;

  private static final int MINUTES = 24 * 60;
  private static final String FILE_NUMBER_SERVICE = "750";
  private static final String VERSION = "020";
  private static final String ENTRY_ZIP = "38101";
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

  private final LocalDateTime now;
  private final int serial;
  private final List<SampleParcel> parcels;

  private SampleManifest(LocalDateTime now, int index) {
    this.now = now;
    // Unique within 120 days, as electronic file numbers have to be: day of the year and minute.
    this.serial = (now.getDayOfYear() * 2 + index) * MINUTES + now.getHour() * 60 + now.getMinute();
    this.parcels =
        List.of(
            SampleParcel.of(MAILER_ID, serial * 3, "20260", "A SAMPLE", 12),
            SampleParcel.of(MAILER_ID, serial * 3 + 1, "10001", "B SAMPLE", 31),
            SampleParcel.of(MAILER_ID, serial * 3 + 2, "94105", "C SAMPLE", 8));
  }

  /**
   * A manifest of that moment.
   *
   * @param index which of those of the same minute, 0 or 1
   */
  static SampleManifest at(LocalDateTime now, int index) {
    return new SampleManifest(now, index);
  }

  /** A number with its check digit. */
  static String checked(String digits) {
    return digits + CheckDigits.mod10(digits);
  }

  /** File name; a binding convention is not public. */
  String filename() {
    return "demo_" + fileNumber().substring(14, 21) + ".manifest";
  }

  /** Electronic file number: channel, service 750, mailer id, serial, check digit. */
  String fileNumber() {
    return checked(
        SampleParcel.CHANNEL + FILE_NUMBER_SERVICE + MAILER_ID + String.format("%07d", serial));
  }

  List<SampleParcel> parcels() {
    return parcels;
  }

  String date() {
    return DATE.format(now);
  }

  String time() {
    return TIME.format(now);
  }

  String entryZip() {
    return ENTRY_ZIP;
  }

  /** The whole file. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(header());
    parcels.forEach(parcel -> lines.add(detail(parcel)));
    return String.join("\r\n", lines) + "\r\n";
  }

  private String header() {
    String[] fields = empty(HEADER_FIELDS);
    fields[0] = "H1";
    fields[1] = fileNumber();
    fields[2] = "1";
    fields[3] = date();
    fields[4] = time();
    fields[6] = ENTRY_ZIP;
    fields[12] = VERSION;
    fields[13] = date() + String.format("%04d", serial % 10_000);
    fields[14] = "DEMO";
    fields[15] = "1.0";
    fields[16] = String.format("%09d", parcels.size() + 1); // the header counts
    fields[17] = MAILER_ID;
    return String.join("|", fields);
  }

  private static String detail(SampleParcel parcel) {
    String[] fields = empty(DETAIL_FIELDS);
    fields[0] = "D1";
    fields[1] = parcel.barcode();
    fields[2] = "PM";
    fields[3] = SampleParcel.SERVICE_TYPE;
    fields[5] = parcel.zip();
    return String.join("|", fields);
  }

  private static String[] empty(int count) {
    String[] fields = new String[count];
    Arrays.fill(fields, "");
    return fields;
  }
}
