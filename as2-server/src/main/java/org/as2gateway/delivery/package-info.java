/**
 * What every transport shares on the way out: the use cases that submit, resend, cancel and hold,
 * the record of attempts and retries, and what a {@link org.as2gateway.delivery.Transport} does for
 * them. Knows no protocol.
 */
@NullMarked
package org.as2gateway.delivery;

import org.jspecify.annotations.NullMarked;
