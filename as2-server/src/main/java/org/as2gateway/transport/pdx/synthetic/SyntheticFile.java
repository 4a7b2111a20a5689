package org.as2gateway.transport.pdx.synthetic;

import java.nio.file.Path;

/**
 * A file that the synthetic server has.
 *
 * @param id its id
 * @param environment PROD or TEM
 * @param filename its name
 * @param createdTime when it came, in a format that is invented
 * @param downloadTime when it was downloaded first; empty if it was not
 * @param path where it lies
 * @param bytes its size
 * @param sha256 its digest, lower-case hex
 */
public record SyntheticFile(
    int id,
    String environment,
    String filename,
    String createdTime,
    String downloadTime,
    Path path,
    long bytes,
    String sha256) {
  SyntheticFile downloadedAt(String time) {
    return new SyntheticFile(id, environment, filename, createdTime, time, path, bytes, sha256);
  }
}
