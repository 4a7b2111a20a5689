package org.as2gateway.store.log;

/**
 * How many receipts came for an outbound message and changed nothing. Anybody can post a receipt,
 * so that only some of them are kept.
 *
 * @param received how many came in all, repeats included
 * @param likely how many different ones carry the MIC of the message, which strangers do not know
 * @param unlikely how many different ones do not
 */
public record FlaggedReceipts(int received, int likely, int unlikely) {
  /** No receipt was flagged. */
  public static final FlaggedReceipts NONE = new FlaggedReceipts(0, 0, 0);

  /** One more that is the same as one that is kept. */
  public FlaggedReceipts withRepeat() {
    return new FlaggedReceipts(received + 1, likely, unlikely);
  }

  /** One more that differs from all that are kept. */
  public FlaggedReceipts with(boolean isLikely) {
    return new FlaggedReceipts(
        received + 1, likely + (isLikely ? 1 : 0), unlikely + (isLikely ? 0 : 1));
  }
}
