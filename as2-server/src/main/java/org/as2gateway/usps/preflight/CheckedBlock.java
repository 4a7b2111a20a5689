package org.as2gateway.usps.preflight;

import org.as2gateway.usps.files.ManifestHeader;

/**
 * One block of a manifest.
 *
 * @param header its header
 * @param records how many records it has, the header included
 * @param pieces how many of them are pieces
 */
public record CheckedBlock(ManifestHeader header, long records, long pieces) {
  /** Its electronic file number, as it stands there. */
  public String efn() {
    return header.efn();
  }
}
