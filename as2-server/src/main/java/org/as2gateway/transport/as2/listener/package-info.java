/** The partner listener: Jetty, limits, one exact path; hands each POST to {@code inbound}. */
@NullMarked
package org.as2gateway.transport.as2.listener;

import org.jspecify.annotations.NullMarked;
