/**
 * The words of AS2 as values: names, Message-IDs, MICs, dispositions, receipt requests, headers,
 * algorithms. Pure values on the JDK alone; knows no other package of the gateway, no library, no
 * file and no socket.
 */
@NullMarked
package org.as2gateway.as2.wire;

import org.jspecify.annotations.NullMarked;
