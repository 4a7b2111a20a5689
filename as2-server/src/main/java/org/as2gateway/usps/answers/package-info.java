/**
 * Confirmation, error and warning files that come from USPS: kept, read by what is certain in any
 * text or by a profile that a person has learned from a sample, and judged. Decides nothing that
 * neither says; sends nothing.
 */
@NullMarked
package org.as2gateway.usps.answers;

import org.jspecify.annotations.NullMarked;
