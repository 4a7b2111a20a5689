package org.as2gateway.transport.as2.receipt;

import java.util.Optional;
import org.as2gateway.as2.wire.Mic;

/** The MICs that a receipt for one message may carry (protocol.md §3). */
public interface SentMics {
  /**
   * Compares with the MIC of a receipt: digest octets and algorithm.
   *
   * @return what the matching digest covers, for the record, such as {@code the signed content};
   *     empty if none matches
   */
  Optional<String> match(Mic received);

  /** The one MIC of a signed message, or the first of one that is not. */
  static SentMics only(Mic sent, String covers) {
    return received -> sent.matches(received) ? Optional.of(covers) : Optional.empty();
  }

  /** These first, then the others. */
  default SentMics or(SentMics others) {
    return received -> match(received).or(() -> others.match(received));
  }
}
