/**
 * The sending use cases: take a file, make its wire image, send it, judge the MDN; deliver
 * asynchronous MDNs. Holds the HTTP client.
 */
@NullMarked
package org.as2gateway.transport.as2.send;

import org.jspecify.annotations.NullMarked;
