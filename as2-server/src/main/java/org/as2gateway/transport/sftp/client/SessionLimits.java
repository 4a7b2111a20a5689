package org.as2gateway.transport.sftp.client;

/**
 * How long a session waits, and how fast it may be.
 *
 * @param rate shared with other sessions
 */
public record SessionLimits(SftpTimeLimits times, RateLimit rate) {}
