package org.as2gateway.admin.partners;

import java.util.Optional;

/**
 * Who we are in a file of partners.
 *
 * @param station name of the station of ours that the partners work with; empty for the one that
 *     the file names, or the only one
 * @param inFile what the file calls us; empty if its AS2 id says it
 */
public record Ours(Optional<String> station, Optional<String> inFile) {}
