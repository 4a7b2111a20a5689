package org.as2gateway.store.evidence;

/**
 * A row of evidence as it is now.
 *
 * @param id its number in the table
 * @param line the line that would chain it
 */
record EvidenceRow(long id, String line) {}
