package org.as2gateway.usps.correction;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A correction that was built.
 *
 * @param id ours; its content is kept under it
 * @param efn number of the file that it corrects
 * @param at when it was built
 * @param by name of the user
 * @param partnership over which it is to be sent
 * @param filename name under which it is to be sent
 * @param size what is in it
 * @param message our id of the message that sent it; null as long as it was not sent
 * @param sentAt when it was sent; null as long as it was not
 */
public record Draft(
    String id,
    String efn,
    Instant at,
    String by,
    String partnership,
    String filename,
    Size size,
    @Nullable String message,
    @Nullable Instant sentAt) {
  /**
   * What is in a correction.
   *
   * @param records its records, the header included
   * @param pieces how many of them are pieces
   * @param missing chosen pieces that are in no kept file
   * @param bytes its size
   */
  public record Size(long records, long pieces, int missing, long bytes) {}
}
