package org.as2gateway.pgp;

/**
 * What bounds the reading of one message.
 *
 * @param contentBytes most bytes that may come out of it
 * @param expansion largest ratio of bytes that come out to bytes that go in, once past 10 MiB
 */
public record PgpLimits(long contentBytes, int expansion) {}
