/**
 * What is known of the scans of pieces: reads extracts into the database, each event once, and
 * compares them with what the ledger says was manifested.
 */
@NullMarked
package org.as2gateway.usps.scans;

import org.jspecify.annotations.NullMarked;
