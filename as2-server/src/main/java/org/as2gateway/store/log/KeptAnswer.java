package org.as2gateway.store.log;

import java.time.Instant;

/**
 * An HTTP answer to a message of ours that was no receipt.
 *
 * @param at when it came
 * @param attempt the attempt it answered, from 1
 * @param answer its beginning
 */
public record KeptAnswer(Instant at, int attempt, HttpAnswer answer) {}
