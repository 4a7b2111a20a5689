package org.as2gateway.as2.smime;

/**
 * What bounds the reading of one message.
 *
 * @param contentBytes most octets that may come out of it
 * @param expansion largest ratio of octets that come out to octets that go in, once past 10 MiB
 * @param parts most payloads of a multipart/related
 */
public record ReadLimits(long contentBytes, int expansion, int parts) {}
