/**
 * Builds corrections of manifests that were sent: the original header, and only the pieces that
 * were rejected or chosen, edited or not. Decides nothing about sending.
 */
@NullMarked
package org.as2gateway.usps.correction;

import org.jspecify.annotations.NullMarked;
