package org.as2gateway.admin.messages;

import org.as2gateway.admin.port.Description;

/** What a sender is told of a message. */
@Description("A queued message.")
record AcceptedJson(String id, String messageId) {}
