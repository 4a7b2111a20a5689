package org.as2gateway.admin.messages;

import java.time.Instant;
import java.util.List;
import org.as2gateway.store.log.MessageRecord;
import org.jspecify.annotations.Nullable;

/**
 * The list of messages.
 *
 * @param filter what is asked for
 * @param messages newest first
 * @param next link to the page after; null at the end
 * @param isFirst whether these are the newest
 * @param lookedBackTo how far was looked, if the page ended before it was full because that took
 *     long; null otherwise
 * @param partners names to choose from
 */
public record MessagesView(
    MessageFilter filter,
    List<MessageRecord> messages,
    @Nullable String next,
    boolean isFirst,
    @Nullable Instant lookedBackTo,
    List<String> partners) {}
