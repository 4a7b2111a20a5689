/** Writes and reads message disposition notifications (RFC 8098, RFC 4130 §7.4). */
@NullMarked
package org.as2gateway.as2.mdn;

import org.jspecify.annotations.NullMarked;
