/**
 * Layouts of USPS files and lists of codes, as data: CSV tables in the product, each with edition,
 * source and certainty, replaced one by one by files in the home. Nothing here reads a USPS file.
 */
@NullMarked
package org.as2gateway.usps.layouts;

import org.jspecify.annotations.NullMarked;
