package org.as2gateway.usps.scans;

import java.util.Optional;

/**
 * Which events to list.
 *
 * @param efn only those of the pieces of that file, and of pieces that an extract names it for
 * @param group only those of that group
 * @param cursor where the page before ended
 * @param limit how many, 1 or more
 */
public record ScanQuery(
    Optional<String> efn, Optional<String> group, Optional<String> cursor, int limit) {}
