/**
 * AS2 (RFC 4130) as a transport: the listener, receiving, sending, judging receipts, explaining
 * differing digests.
 */
@NullMarked
package org.as2gateway.transport.as2;

import org.jspecify.annotations.NullMarked;
