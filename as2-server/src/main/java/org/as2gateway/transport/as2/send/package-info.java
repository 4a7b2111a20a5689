/**
 * Sending over AS2: make the wire image of a message, send it, judge the MDN; deliver asynchronous
 * MDNs. Holds the HTTP client.
 */
@NullMarked
package org.as2gateway.transport.as2.send;

import org.jspecify.annotations.NullMarked;
