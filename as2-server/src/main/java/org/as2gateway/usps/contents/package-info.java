/**
 * Keeps files of the USPS desk that no message carries, in parts in the database: uploaded answers
 * and corrections. Does not look into them.
 */
@NullMarked
package org.as2gateway.usps.contents;

import org.jspecify.annotations.NullMarked;
