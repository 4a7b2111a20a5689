/** A gateway with its admin port, opened and closed as one: what {@code start} and the demo run. */
@NullMarked
package org.as2gateway.admin.station;

import org.jspecify.annotations.NullMarked;
