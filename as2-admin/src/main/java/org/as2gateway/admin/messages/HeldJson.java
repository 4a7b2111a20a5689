package org.as2gateway.admin.messages;

import org.as2gateway.admin.port.Description;

/** Whether a partnership sends. */
@Description("Whether a partnership is on hold.")
record HeldJson(String name, boolean held) {}
