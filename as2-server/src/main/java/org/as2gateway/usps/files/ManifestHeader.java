package org.as2gateway.usps.files;

/**
 * The header H1 of a block of a manifest, as it stands there; texts without spaces around them.
 *
 * @param line its line in the file, from 1
 * @param raw the whole line without its line end
 * @param efn electronic file number
 * @param type electronic file type
 * @param date date of mailing, YYYYMMDD
 * @param time time of mailing, HHMMSS
 * @param facilityType entry facility type
 * @param zip entry facility ZIP Code, 5 digits
 * @param version file version number
 * @param transaction transaction id
 * @param records stated record count, the header included
 * @param mailerId mailer ID
 */
public record ManifestHeader(
    long line,
    String raw,
    String efn,
    String type,
    String date,
    String time,
    String facilityType,
    String zip,
    String version,
    String transaction,
    String records,
    String mailerId) {
  private static final String CORRECTION = "4";

  /**
   * Whether a correction may have this header for a file with that one: file number, entry
   * facility, date and time are the same (USPS error message 5). The type is the same too, or 4 for
   * corrections: which of them USPS wants is an open question.
   */
  public boolean mayCorrect(ManifestHeader posted) {
    return efn.equals(posted.efn)
        && (type.equals(posted.type) || isMarkedAsCorrection())
        && date.equals(posted.date)
        && time.equals(posted.time)
        && facilityType.equals(posted.facilityType)
        && zip.equals(posted.zip);
  }

  /** Whether its type is 4, corrections. */
  public boolean isMarkedAsCorrection() {
    return type.equals(CORRECTION);
  }
}
