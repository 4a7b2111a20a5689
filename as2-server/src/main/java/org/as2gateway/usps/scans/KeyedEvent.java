package org.as2gateway.usps.scans;

import java.util.Comparator;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.files.ScanEvent;

/**
 * An event as it is stored, with what it is found by: much smaller than the event itself.
 *
 * @param piece hash of the piece
 * @param event hash of the event
 * @param line its line in the extract
 * @param code event code
 * @param moment date and time, YYYYMMDDHHMM; 0 if there is none
 * @param efn electronic file number that the extract names
 * @param number number of the piece, as given
 * @param detail its texts, see {@link JdbcScanEvents}
 */
record KeyedEvent(
    long piece,
    long event,
    long line,
    String code,
    long moment,
    String efn,
    String number,
    String detail) {
  /** The order of the table. */
  static final Comparator<KeyedEvent> ORDER =
      Comparator.comparingLong(KeyedEvent::piece).thenComparingLong(KeyedEvent::event);

  static KeyedEvent of(ScanEvent scan) {
    return new KeyedEvent(
        PieceKey.of(scan.pic()).hash(),
        scan.identity(),
        scan.line(),
        JdbcScanEvents.storable(scan.code(), 8),
        scan.moment(),
        JdbcScanEvents.storable(scan.efn(), 34),
        JdbcScanEvents.storable(scan.number(), 34),
        JdbcScanEvents.detail(scan));
  }
}
