package org.as2gateway.usps.files;

import java.util.List;

/**
 * One event of an extract, as it stands there; texts without spaces around them, empty if the
 * layout has no such field.
 *
 * @param line its line in the file, from 1
 * @param version version of the layout it was read by, for example {@code 015}
 * @param number number of the piece, with its routing if it has one
 * @param efn electronic file number
 * @param mailerId mailer ID
 * @param mailerName name of the mailer
 * @param destinationZip ZIP Code of the destination
 * @param facilityZip ZIP Code of the scanning facility
 * @param facility its name
 * @param code event code
 * @param name name of the event, in the words of the extract
 * @param date date, YYYYMMDD, local to the facility
 * @param time time, HHMM, local to the facility
 * @param ownerId mailer ID of the mail owner
 * @param reference customer reference
 * @param recipient name of the recipient: personal data
 * @param unit unit of measure of the weight
 * @param weight weight, with 4 implied decimals
 * @param rest what the layout says nothing of, unchanged
 */
public record ScanEvent(
    long line,
    String version,
    String number,
    String efn,
    String mailerId,
    String mailerName,
    String destinationZip,
    String facilityZip,
    String facility,
    String code,
    String name,
    String date,
    String time,
    String ownerId,
    String reference,
    String recipient,
    String unit,
    String weight,
    String rest) {

  /** The number without its routing; the number itself if it has no known form. */
  public String pic() {
    return pic(number);
  }

  /** A number without its routing; the number itself if it has no known form. */
  public static String pic(String number) {
    return PieceNumber.of(number, -1).map(PieceNumber::pic).orElse(number);
  }

  /**
   * What the event is known by among the events of its piece: code, date, time and facility, in 64
   * bits.
   */
  public long identity() {
    long hash = 0;
    for (String part : List.of(code, date, time, facilityZip, facility, rest)) {
      for (int i = 0; i < part.length(); i++) {
        hash = 31 * hash + part.charAt(i);
      }
      hash = PieceKey.mix(hash + part.length());
    }
    return hash;
  }

  /** Date and time as one number, YYYYMMDDHHMM; 0 if the date is none. */
  public long moment() {
    return moment(date, time);
  }

  /** A date YYYYMMDD and a time HHMM as one number; 0 if the date is none. */
  public static long moment(String date, String time) {
    if (date.length() != 8 || !PieceNumber.isDigits(date)) {
      return 0;
    }
    boolean hasTime = time.length() == 4 && PieceNumber.isDigits(time);
    return Long.parseLong(date + (hasTime ? time : "0000"));
  }
}
