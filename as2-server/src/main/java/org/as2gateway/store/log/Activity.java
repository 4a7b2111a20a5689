package org.as2gateway.store.log;

import org.jspecify.annotations.Nullable;

/**
 * What became of the messages of one partnership in a span of time.
 *
 * @param partnership name of the partnership
 * @param direction which way
 * @param status where these messages stand
 * @param messages how many there are
 * @param proven how many of them have a verified receipt
 * @param newest id of the newest
 * @param newestProven id of the newest with a verified receipt; null if there is none
 */
public record Activity(
    String partnership,
    Direction direction,
    MessageStatus status,
    int messages,
    int proven,
    String newest,
    @Nullable String newestProven) {}
