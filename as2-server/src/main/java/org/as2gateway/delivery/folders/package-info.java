/**
 * The folders of the home as a way to send: files dropped into {@code outbox/} become messages, and
 * go to {@code sent/} or {@code failed/} when these have ended. Knows no protocol.
 */
@NullMarked
package org.as2gateway.delivery.folders;

import org.jspecify.annotations.NullMarked;
