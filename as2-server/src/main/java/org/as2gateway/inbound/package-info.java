/**
 * The receiving use cases, as readable lists of steps: a message comes in, an asynchronous MDN
 * comes in. Knows no HTTP server: {@link org.as2gateway.inbound.As2Request} in, {@link
 * org.as2gateway.inbound.As2Response} out.
 */
@NullMarked
package org.as2gateway.inbound;

import org.jspecify.annotations.NullMarked;
