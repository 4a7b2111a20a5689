package org.as2gateway.transport.as2.receive;

import java.time.Duration;

/**
 * What bounds receiving.
 *
 * @param messageBytes largest body and largest content, where a partnership says nothing
 * @param expansion largest ratio of content to body once past 10 MiB
 * @param repeatPatience how long a copy waits for another copy in flight
 */
public record ReceiveLimits(long messageBytes, int expansion, Duration repeatPatience) {}
