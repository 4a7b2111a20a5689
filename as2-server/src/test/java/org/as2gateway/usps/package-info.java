/** Tests of USPS files; {@code Samples} has synthetic ones. */
@NullMarked
package org.as2gateway.usps;

import org.jspecify.annotations.NullMarked;
