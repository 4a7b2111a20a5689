/**
 * Hands each file that comes in for the USPS desk to those that read such files, one after another,
 * until one of them takes it. Knows nothing of what is in them.
 */
@NullMarked
package org.as2gateway.usps.intake;

import org.jspecify.annotations.NullMarked;
