/**
 * What a receipt proves: judges what came back for a message we sent, and records the verdict.
 * Shared by the sender, which gets synchronous MDNs, and the receiver, which gets asynchronous
 * ones; knows neither HTTP client nor server.
 */
@NullMarked
package org.as2gateway.transport.as2.receipt;

import org.jspecify.annotations.NullMarked;
