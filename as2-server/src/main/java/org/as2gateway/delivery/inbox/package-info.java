/**
 * The way of a received message from the commit that makes it ours to the inbox, whatever the
 * transport; and how messages of transports without receipts are taken.
 */
@NullMarked
package org.as2gateway.delivery.inbox;

import org.jspecify.annotations.NullMarked;
