package org.as2gateway.store.log;

import java.time.Instant;

/**
 * The end of an outbound message whose file is still to be moved out of the outbox.
 *
 * @param messageId our id of the message
 * @param status how it ended
 * @param endedAt when; a message that is sent again may end again
 */
public record UnfiledSource(String messageId, MessageStatus status, Instant endedAt) {}
