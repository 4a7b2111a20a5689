/**
 * Where the gateway connects to for nobody. Knows addresses and the name server, and nothing of
 * partners.
 */
@NullMarked
package org.as2gateway.as2.address;

import org.jspecify.annotations.NullMarked;
