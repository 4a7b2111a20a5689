package org.as2gateway.transport.pdx;

import java.util.Optional;

/**
 * A file that was downloaded completely.
 *
 * @param bytes how many bytes came
 * @param sha256 their digest, lower-case hex
 * @param note what does not fit to the list, for people; empty if all does
 */
public record PdxDownload(long bytes, String sha256, Optional<String> note) {}
