package org.as2gateway.transport.pdx;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file in a list of PDX. Every value but the id may be missing.
 *
 * @param id its id at PDX
 * @param filename its name, as it came
 * @param createdTime when it was made, as it came: the format is not published
 * @param downloadTime when somebody downloaded it first, as it came; empty if nobody did
 * @param fileSize its size, as it came
 * @param mid Mailer ID, as it came
 * @param text the entry as it came, cut
 */
public record PdxFile(
    String id,
    Optional<String> filename,
    Optional<String> createdTime,
    Optional<String> downloadTime,
    Optional<String> fileSize,
    Optional<String> mid,
    String text) {
  private static final int MOST_DIGITS = 18;

  /** The size in bytes, if the value is a plain number. That it counts bytes is inferred. */
  public OptionalLong bytes() {
    return fileSize
        .map(String::strip)
        .filter(size -> size.matches("[0-9]{1," + MOST_DIGITS + "}"))
        .map(size -> OptionalLong.of(Long.parseLong(size)))
        .orElse(OptionalLong.empty());
  }
}
