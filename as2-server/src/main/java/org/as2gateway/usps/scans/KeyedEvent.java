package org.as2gateway.usps.scans;

import java.util.Comparator;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.files.ScanEvent;

/**
 * An event with what it is found by.
 *
 * @param piece hash of the piece
 * @param event hash of the event
 * @param scan the event
 */
record KeyedEvent(long piece, long event, ScanEvent scan) {
  /** The order of the table. */
  static final Comparator<KeyedEvent> ORDER =
      Comparator.comparingLong(KeyedEvent::piece).thenComparingLong(KeyedEvent::event);

  static KeyedEvent of(ScanEvent scan) {
    return new KeyedEvent(PieceKey.of(scan.pic()).hash(), scan.identity(), scan);
  }
}
