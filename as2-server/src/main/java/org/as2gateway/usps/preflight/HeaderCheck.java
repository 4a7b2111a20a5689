package org.as2gateway.usps.preflight;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.usps.files.Fields;
import org.as2gateway.usps.files.ManifestHeader;
import org.as2gateway.usps.files.PieceNumber;
import org.as2gateway.usps.layouts.RecordLayout;

/** Checks the header of a block: its values, and what is known of its file number. */
final class HeaderCheck {
  /** Fields that {@link RecordCheck} leaves to this one. */
  static final Set<Integer> FIELDS = Set.of(2, 4, 5, 7, 13, 14, 17, 18);

  private static final int EFN = 2;
  private static final int TYPE = 3;
  private static final int DATE = 4;
  private static final int TIME = 5;
  private static final int FACILITY = 6;
  private static final int ZIP = 7;
  private static final int TRANSACTION = 14;
  private static final int COUNT = 17;
  private static final int MAILER = 18;

  private final Findings findings;
  private final Against against;
  private final FileNumberCheck numbers;
  private final Set<String> efns = new HashSet<>();
  private final Set<String> transactions = new HashSet<>();

  HeaderCheck(Findings findings, Against against) {
    this.findings = findings;
    this.against = against;
    this.numbers = new FileNumberCheck(findings);
  }

  void check(ManifestHeader header, RecordCheck fieldsCheck, Fields fields) {
    fieldsCheck.check(header.line(), fields);
    boolean isNumberGood = numbers.isGood(header.line(), header.efn());
    when(header);
    entry(header);
    transaction(header);
    if (!isDigits(header.records())) {
      notNumeric(header, COUNT, header.records(), "9 digits", fieldsCheck.record());
    }
    mailer(header, isNumberGood, fieldsCheck.record());
    if (isNumberGood) {
      known(header);
    }
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && PieceNumber.isDigits(text);
  }

  private void when(ManifestHeader header) {
    if (!RecordCheck.isDate(header.date())) {
      findings.add(
          Rule.DATE_TIME,
          header.line(),
          DATE,
          "'" + header.date() + "' in date of mailing",
          "a date as YYYYMMDD");
    }
    if (!RecordCheck.isTime(header.time())) {
      findings.add(
          Rule.DATE_TIME,
          header.line(),
          TIME,
          "'" + header.time() + "' in time of mailing",
          "a time as HHMMSS");
    }
  }

  private void entry(ManifestHeader header) {
    if (!isDigits(header.zip()) || header.zip().length() != 5) {
      findings.add(
          Rule.NOT_NUMERIC,
          header.line(),
          ZIP,
          "'" + header.zip() + "' in entry facility ZIP",
          "5 digits");
    }
    code(header, FACILITY, header.facilityType(), "entry-facilities");
    code(header, TYPE, header.type(), "file-types");
  }

  private void code(ManifestHeader header, int field, String code, String table) {
    var codes = against.tables().codes(table);
    if (!code.isEmpty() && !codes.isEmpty() && !codes.has(code)) {
      findings.add(
          Rule.CODE_UNKNOWN, header.line(), field, "'" + code + "'", "a code of table " + table);
    }
  }

  private void transaction(ManifestHeader header) {
    String id = header.transaction();
    if (id.length() != 12 || !isDigits(id) || !RecordCheck.isDate(id.substring(0, 8))) {
      findings.add(
          Rule.TRANSACTION_ID,
          header.line(),
          TRANSACTION,
          "'" + id + "'",
          "a date as YYYYMMDD and 4 digits");
    } else if (!transactions.add(id)) {
      findings.add(
          Rule.TRANSACTION_ID,
          header.line(),
          TRANSACTION,
          "'" + id + "' again",
          "a transaction id of its own");
    }
  }

  private void notNumeric(
      ManifestHeader header, int field, String found, String expected, RecordLayout record) {
    findings.add(
        Rule.NOT_NUMERIC,
        header.line(),
        field,
        "'" + found + "' in " + record.field(field).name(),
        expected);
  }

  private void mailer(ManifestHeader header, boolean isNumberGood, RecordLayout record) {
    String stated = header.mailerId();
    if (!isDigits(stated)) {
      notNumeric(header, MAILER, stated, "6 or 9 digits", record);
      return;
    }
    String inNumber = isNumberGood ? FileNumberCheck.mailerId(header.efn()) : "";
    if (!inNumber.isEmpty() && !withoutZeros(inNumber).equals(withoutZeros(stated))) {
      findings.add(
          Rule.MID_DIFFERS,
          header.line(),
          MAILER,
          "'" + stated + "'",
          "'" + inNumber + "', as in the electronic file number");
      return;
    }
    if (!against.mailerIds().isEmpty()
        && !against.mailerIds().contains(stated)
        && !against.mailerIds().contains(withoutZeros(stated))) {
      findings.addOnce(
          Rule.MID_UNKNOWN, header.line(), MAILER, "'" + stated + "'", "a mailer ID of the list");
    }
  }

  private static String withoutZeros(String digits) {
    String text = digits.replaceFirst("^0+", "");
    return text.isEmpty() ? "0" : text;
  }

  private void known(ManifestHeader header) {
    if (!efns.add(header.efn())) {
      findings.add(
          Rule.DUPLICATE_EFN,
          header.line(),
          EFN,
          "'" + header.efn() + "' again",
          "a number of its own for each block");
      return;
    }
    Optional<ManifestHeader> posted = against.history().file(header.efn());
    if (against.isCorrection()) {
      correction(header, posted);
    } else if (posted.isPresent()) {
      findings.add(
          Rule.EFN_REUSE,
          header.line(),
          EFN,
          "'" + header.efn() + "', known with mailing date " + posted.get().date(),
          "a number that was not used for 120 days");
    }
  }

  private void correction(ManifestHeader header, Optional<ManifestHeader> posted) {
    if (posted.isEmpty()) {
      findings.add(
          Rule.CORRECTION_UNKNOWN,
          header.line(),
          EFN,
          "a correction of '" + header.efn() + "'",
          "a file of that number that was sent");
    } else if (!header.mayCorrect(posted.get())) {
      Difference difference = Difference.of(header, posted.get());
      findings.add(
          Rule.CORRECTION_HEADER,
          header.line(),
          difference.field(),
          "'" + difference.found() + "'",
          "'" + difference.expected() + "', as in the file sent first");
    }
  }

  /** Where a correction differs from the header of its file first. */
  private record Difference(int field, String found, String expected) {
    static Difference of(ManifestHeader header, ManifestHeader posted) {
      if (!header.type().equals(posted.type()) && !header.isMarkedAsCorrection()) {
        return new Difference(TYPE, header.type(), posted.type());
      }
      if (!header.date().equals(posted.date())) {
        return new Difference(DATE, header.date(), posted.date());
      }
      if (!header.time().equals(posted.time())) {
        return new Difference(TIME, header.time(), posted.time());
      }
      if (!header.facilityType().equals(posted.facilityType())) {
        return new Difference(FACILITY, header.facilityType(), posted.facilityType());
      }
      return new Difference(ZIP, header.zip(), posted.zip());
    }
  }
}
