/**
 * What is known of the files that go to USPS, by electronic file number: which messages carried
 * them, what was received, accepted and scanned, and which pieces they had, for 120 days. Follows
 * the messages; sends nothing and reads no answers.
 */
@NullMarked
package org.as2gateway.usps.ledger;

import org.jspecify.annotations.NullMarked;
