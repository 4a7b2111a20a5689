/**
 * What every transport shares on the way out: the queue with its lanes and retries. Knows no
 * protocol.
 */
@NullMarked
package org.as2gateway.delivery;

import org.jspecify.annotations.NullMarked;
