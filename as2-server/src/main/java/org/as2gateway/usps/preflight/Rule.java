package org.as2gateway.usps.preflight;

import java.util.Locale;
import org.as2gateway.delivery.gate.Finding.Level;

/** What is checked: how bad it is if it does not hold, and what to do then. */
public enum Rule {
  /** The first record is no header. */
  NOT_A_MANIFEST(
      Level.BLOCK, "Choose the manifest that your shipping software exported, and check that."),
  /** Pieces before a header. */
  NO_HEADER(Level.BLOCK, "Export the file again; its first record must be H1."),
  /** A pipe before the first field. */
  LEADING_PIPE(Level.BLOCK, "Remove the pipe before the first field of the record."),
  /** A pipe behind the last field. */
  EXTRA_TRAILING_PIPE(Level.WARN, "Remove the pipe behind the last field of the record."),
  /** Too many or too few fields. */
  FIELD_COUNT(
      Level.BLOCK,
      "Look for a missing or additional pipe in the record; a value must not contain one."),
  /** A record with fixed positions has another length. */
  RECORD_LENGTH(
      Level.BLOCK, "Export the record again; in version 1.7 blanks fill it to its length."),
  /** No layout of that version. */
  UNKNOWN_VERSION(
      Level.HOLD,
      "Check field 13 of H1. If USPS has published that version, put its layout into usps/layouts."),
  /** No record of that kind in the layout. */
  UNKNOWN_RECORD(Level.HOLD, "Check the first two characters of the record."),
  /** The header states another number of records. */
  RECORD_COUNT(
      Level.BLOCK,
      "Correct field 17 of H1, or find out which records are missing; the header counts too."),
  /** Lines do not end with CR LF. */
  LINE_END(Level.HOLD, "Write the file with CR LF at the end of each line."),
  /** Characters that do not belong into the file. */
  CHARSET(Level.HOLD, "Write the file in plain ASCII."),
  /** A value is longer than its field. */
  FIELD_LENGTH(Level.WARN, "Shorten the value; it may be cut or refused."),
  /** Other characters than digits. */
  NOT_NUMERIC(Level.HOLD, "Correct the value in your shipping software."),
  /** No date or time. */
  DATE_TIME(Level.BLOCK, "Correct the date or time in your shipping software."),
  /** No electronic file number. */
  EFN_FORM(Level.BLOCK, "Let your shipping software create a new electronic file number."),
  /** Its check digit is wrong. */
  EFN_CHECK_DIGIT(
      Level.BLOCK, "Correct the number; its last digit is the MOD 10 digit of the others."),
  /** Its application identifier or service type code is not for files. */
  EFN_AI_STC(Level.BLOCK, "Let your shipping software create a new electronic file number."),
  /** It was used within 120 days. */
  EFN_REUSE(
      Level.BLOCK,
      "Create a new electronic file number. To correct the earlier file, submit it as a correction."),
  /** Header and file number name different mailers. */
  MID_DIFFERS(Level.WARN, "Check which mailer ID USPS expects in field 18 of H1."),
  /** A mailer ID that is not on the list. */
  MID_UNKNOWN(
      Level.WARN, "If the mailer ID is yours or a client's, add it to the list of mailer IDs."),
  /** The transaction id has another form, or is repeated. */
  TRANSACTION_ID(Level.WARN, "Write the date and four digits that are unique on that day."),
  /** No number of a piece. */
  PIC_FORM(Level.BLOCK, "Correct the number where labels are made."),
  /** Its check digit is wrong. */
  PIC_CHECK_DIGIT(
      Level.BLOCK,
      "Correct the number where labels are made; its last digit is the MOD 10 digit of the others."),
  /** The application identifier does not fit the mailer ID. */
  AI_MID(
      Level.BLOCK,
      "Use 92 with a mailer ID of 9 digits (it begins with 9), and 93 with one of 6 digits."),
  /** The number does not have the form that the construct code says. */
  CONSTRUCT(Level.HOLD, "Correct field 5 of D1, or the number."),
  /** Service type code of field and number differ. */
  STC_MISMATCH(Level.BLOCK, "Make field 4 of D1 and digits 3 to 5 of the number the same."),
  /** ZIP Code of field and routing differ. */
  ZIP_MISMATCH(Level.WARN, "Make field 6 of D1 and the ZIP Code behind 420 the same."),
  /** The check digit of an S10 identifier is wrong. */
  S10_CHECK_DIGIT(Level.BLOCK, "Correct the number where labels are made."),
  /** A piece stands in the file twice. */
  DUPLICATE_PIC(Level.BLOCK, "Remove the second record, or give the piece a number of its own."),
  /** A file number stands in the file twice. */
  DUPLICATE_EFN(Level.BLOCK, "Give each block an electronic file number of its own."),
  /** The piece was in another file within 120 days. */
  PIC_REUSE(
      Level.BLOCK,
      "Remove the piece, or give it a new number. A number may be used again after 120 days."),
  /** A header without pieces. */
  NO_DETAILS(Level.BLOCK, "Remove the header, or add its pieces."),
  /** The second record of a piece has another number. */
  DETAIL_NUMBER(Level.BLOCK, "Write D2 behind the D1 of the same number."),
  /** The header of a correction differs from that of the file. */
  CORRECTION_HEADER(
      Level.BLOCK,
      "Build the correction from the original header: number, type, entry facility, date and time"
          + " must stay."),
  /** A correction for a file that is not known. */
  CORRECTION_UNKNOWN(Level.BLOCK, "Submit the file as a new one, not as a correction."),
  /** A code that is not in the table. */
  CODE_UNKNOWN(
      Level.WARN, "Check the code. If USPS has published it, add it to the table in usps/codes."),
  /** The file is larger than is checked. */
  TOO_LARGE(Level.HOLD, "Split the file, or raise usps.check-bytes in gateway.yaml.");

  private final Level level;
  private final String remedy;

  Rule(Level level, String remedy) {
    this.level = level;
    this.remedy = remedy;
  }

  /** Its id, in lower case with hyphens. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How bad it is, unless a finding says otherwise. */
  public Level level() {
    return level;
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }
}
