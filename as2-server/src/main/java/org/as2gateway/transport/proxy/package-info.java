/**
 * Connections to partners through an HTTP proxy: CONNECT (RFC 9110 §9.3.6), whatever is spoken
 * inside. It must not know what that is.
 */
@NullMarked
package org.as2gateway.transport.proxy;

import org.jspecify.annotations.NullMarked;
