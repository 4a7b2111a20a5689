/**
 * What tests share: a PKI made on the spot, peers that this project did not write (the {@code
 * openssl} command line, as2-lib), raw sockets, a scripted partner, and a pair of gateways on
 * loopback. Shared with the other modules as a test jar.
 */
@NullMarked
package org.as2gateway.testkit;

import org.jspecify.annotations.NullMarked;
