package org.as2gateway.admin.messages;

import java.util.Optional;
import org.as2gateway.store.log.MessageRecord;

/**
 * What became of a message that was to be sent another way.
 *
 * @param message our id of the message that did not get through
 * @param sent what is sent in its place; empty if nothing is
 * @param refusal why nothing is sent; empty if something is
 */
public record FallbackResult(
    String message, Optional<MessageRecord> sent, Optional<String> refusal) {}
