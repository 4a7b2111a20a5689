package org.as2gateway.usps.intake;

import org.as2gateway.store.payload.Content;

/**
 * A file that came in.
 *
 * @param message our id of its message
 * @param payload which file of the message, from 0
 * @param partnership the partnership that it came over
 * @param filename its label, cleaned
 * @param sha256 lower-case hex
 * @param content the kept copy
 */
public record IncomingFile(
    String message,
    int payload,
    String partnership,
    String filename,
    String sha256,
    Content content) {}
