/**
 * The receiving use cases, as readable lists of steps: a message comes in, an asynchronous MDN
 * comes in. Knows no HTTP server: {@link org.as2gateway.transport.as2.receive.As2Request} in,
 * {@link org.as2gateway.transport.as2.receive.As2Response} out.
 */
@NullMarked
package org.as2gateway.transport.as2.receive;

import org.jspecify.annotations.NullMarked;
