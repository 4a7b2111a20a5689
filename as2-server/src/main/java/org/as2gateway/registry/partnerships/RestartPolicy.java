package org.as2gateway.registry.partnerships;

import java.time.Duration;

/**
 * How broken transfers go on where they stopped (protocol.md §7.7); bounds of what is kept for it.
 *
 * @param keptBytes most octets of bodies that are kept for the sender
 * @param keptFor how long the body of a broken transfer is kept
 */
public record RestartPolicy(long keptBytes, Duration keptFor) {}
