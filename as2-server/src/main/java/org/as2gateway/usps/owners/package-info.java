/**
 * Mailer IDs and whose they are: {@code usps/mids.csv} in the home. A mailer that works for several
 * clients keeps theirs here too.
 */
@NullMarked
package org.as2gateway.usps.owners;

import org.jspecify.annotations.NullMarked;
