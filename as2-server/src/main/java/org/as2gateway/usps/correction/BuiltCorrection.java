package org.as2gateway.usps.correction;

import org.as2gateway.usps.files.ManifestHeader;

/**
 * A correction that was built.
 *
 * @param original header of the file that was sent first
 * @param records how many records it has, the header included
 * @param pieces how many of them are pieces
 * @param missing how many chosen pieces are in no file that is kept
 */
public record BuiltCorrection(ManifestHeader original, long records, long pieces, int missing) {}
