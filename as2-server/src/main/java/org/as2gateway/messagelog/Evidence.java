package org.as2gateway.messagelog;

import java.time.Instant;
import org.as2gateway.wire.Octets;

/**
 * One piece of evidence, kept for {@code retention.evidence}.
 *
 * @param messageId our id of the message
 * @param kind what it is
 * @param at when it was recorded
 * @param content the octets
 */
public record Evidence(String messageId, EvidenceKind kind, Instant at, Octets content) {}
