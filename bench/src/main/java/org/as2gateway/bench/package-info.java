/**
 * Measures this gateway and as2-lib 5.1.7 in one run and for the same work. Each product runs in a
 * JVM of its own, so that processor time and memory are its alone; this JVM plays the light partner
 * at the other end. Not shipped.
 */
@NullMarked
package org.as2gateway.bench;

import org.jspecify.annotations.NullMarked;
