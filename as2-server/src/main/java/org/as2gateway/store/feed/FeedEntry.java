package org.as2gateway.store.feed;

import org.as2gateway.store.log.MessageEvent;

/**
 * Something that happened to a message.
 *
 * @param position grows from entry to entry, not by one; 1 or more
 * @param messageId our id of the message
 * @param event what happened
 */
public record FeedEntry(long position, String messageId, MessageEvent event) {}
