/** The partner listener: Jetty, limits, one exact path; hands each POST to {@code inbound}. */
@NullMarked
package org.as2gateway.http;

import org.jspecify.annotations.NullMarked;
