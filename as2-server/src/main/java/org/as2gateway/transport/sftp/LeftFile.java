package org.as2gateway.transport.sftp;

import java.time.Instant;
import java.util.Optional;
import org.as2gateway.as2.wire.Reason;

/**
 * A file that stays on the server of a partner, as the last look found it.
 *
 * @param partnership name of the partnership
 * @param name of the file there, as the partner gave it
 * @param bytes its size there
 * @param modified when it was changed there, by the clock of the server
 * @param reason why it is left; empty if it waits for a second look
 * @param text the same for people, with what to do
 * @param seenAt when it was found
 */
public record LeftFile(
    String partnership,
    String name,
    long bytes,
    Instant modified,
    Optional<Reason> reason,
    String text,
    Instant seenAt) {}
