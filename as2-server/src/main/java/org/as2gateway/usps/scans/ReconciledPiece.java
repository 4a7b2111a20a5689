package org.as2gateway.usps.scans;

import java.util.Optional;

/**
 * A piece in the comparison of manifest and scans.
 *
 * @param efn the file that has it; the one that the extract names if none has
 * @param number its number without routing
 * @param outcome what became of it
 * @param last its last scan
 */
public record ReconciledPiece(String efn, String number, Outcome outcome, Optional<Scan> last) {}
