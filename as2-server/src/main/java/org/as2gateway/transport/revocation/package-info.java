/** Reaches the servers that know which certificates are revoked. */
@NullMarked
package org.as2gateway.transport.revocation;

import org.jspecify.annotations.NullMarked;
