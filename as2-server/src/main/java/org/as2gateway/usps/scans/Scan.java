package org.as2gateway.usps.scans;

import org.as2gateway.usps.files.ScanEvent;

/**
 * A kept event of a piece, as the extract has it.
 *
 * @param piece hash of the piece
 * @param event hash of the event
 * @param source the extract that had it first
 * @param line its line there
 * @param number number of the piece, with its routing if it was given
 * @param efn electronic file number that the extract names
 * @param code event code
 * @param name name of the event, in the words of the extract
 * @param date date, YYYYMMDD, local to the facility
 * @param time time, HHMM, local to the facility
 * @param facilityZip ZIP Code of the facility
 * @param facility its name
 * @param reference customer reference
 * @param recipient name of the recipient: personal data
 * @param rest what the layout says nothing of
 */
public record Scan(
    long piece,
    long event,
    int source,
    long line,
    String number,
    String efn,
    String code,
    String name,
    String date,
    String time,
    String facilityZip,
    String facility,
    String reference,
    String recipient,
    String rest) {
  /** The number without its routing. */
  public String pic() {
    return ScanEvent.pic(number);
  }

  /** Date and time as one number, YYYYMMDDHHMM; 0 if the date is none. */
  public long moment() {
    return ScanEvent.moment(date, time);
  }
}
