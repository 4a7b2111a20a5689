package org.as2gateway.usps.scans;

import org.as2gateway.usps.ledger.UspsFile;

/**
 * A file in the comparison of manifests and scans.
 *
 * @param file as the ledger has it
 * @param neverScanned how many of its pieces have no scan
 * @param neverManifested how many scanned pieces an extract names it for that it does not have
 */
public record ReconciledFile(UspsFile file, int neverScanned, int neverManifested) {}
