package org.as2gateway.store.log;

import java.time.Instant;

/**
 * A file that was sent or received.
 *
 * @param message id of its message
 * @param filename its name
 * @param at when the gateway accepted it
 */
public record FileTime(String message, String filename, Instant at) {}
