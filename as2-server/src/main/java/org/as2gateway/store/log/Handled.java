package org.as2gateway.store.log;

import java.time.Instant;

/**
 * That a failure needs nobody's attention any more.
 *
 * @param by name of the user; of the gateway if a resend succeeded
 * @param at when
 * @param note what was done, as the user put it; may be empty
 */
public record Handled(String by, Instant at, String note) {}
