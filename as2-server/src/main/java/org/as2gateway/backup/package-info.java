/**
 * A copy of a running gateway that another home can be made of, and what has to be told to the
 * messages that were under way in it.
 */
@NullMarked
package org.as2gateway.backup;

import org.jspecify.annotations.NullMarked;
