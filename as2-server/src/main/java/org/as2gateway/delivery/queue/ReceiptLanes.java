package org.as2gateway.delivery.queue;

import java.util.Optional;

/**
 * The lanes of asynchronous MDNs, two for each partnership. Anybody can post junk under a partner's
 * name and ask for receipts: those have a lane of their own, so that they neither delay nor crowd
 * out the receipts of messages that are the partner's.
 */
public final class ReceiptLanes {
  /** How many MDNs for unverified messages may wait in a lane. */
  public static final int MOST_UNVERIFIED = 20;

  private static final String VERIFIED = "mdn:";
  private static final String UNVERIFIED = "mdn-unverified:";

  private ReceiptLanes() {}

  /** The lane for verified messages received on that partnership. */
  public static String verified(String partnership) {
    return VERIFIED + partnership;
  }

  /** The lane for messages that may be anybody's. */
  public static String unverified(String partnership) {
    return UNVERIFIED + partnership;
  }

  /** Whether the lane is one for messages that may be anybody's. */
  public static boolean isUnverified(String lane) {
    return lane.startsWith(UNVERIFIED);
  }

  /** The partnership of a lane of MDNs; empty if the lane is for messages. */
  public static Optional<String> partnership(String lane) {
    if (isUnverified(lane)) {
      return Optional.of(lane.substring(UNVERIFIED.length()));
    }
    return lane.startsWith(VERIFIED)
        ? Optional.of(lane.substring(VERIFIED.length()))
        : Optional.empty();
  }
}
