package org.as2gateway.usps.preflight;

import java.util.List;
import org.as2gateway.delivery.gate.Finding;

/**
 * What the check of a file found.
 *
 * @param name name of the file
 * @param isManifest whether it begins as a manifest does
 * @param version version of the first header; empty if there is none
 * @param verdict what the findings come to
 * @param blocks its blocks, at most {@link #MOST_BLOCKS}
 * @param findings by line, at most {@link #MOST_FINDINGS}
 * @param more how many further findings there are
 */
public record CheckedFile(
    String name,
    boolean isManifest,
    String version,
    Verdict verdict,
    List<CheckedBlock> blocks,
    List<Finding> findings,
    long more) {
  /** How many findings are kept of a file. */
  public static final int MOST_FINDINGS = 1000;

  /** How many blocks are kept of a file. */
  public static final int MOST_BLOCKS = 100_000;

  /** Copies the lists. */
  public CheckedFile {
    blocks = List.copyOf(blocks);
    findings = List.copyOf(findings);
  }

  /** How many pieces the file has. */
  public long pieces() {
    return blocks.stream().mapToLong(CheckedBlock::pieces).sum();
  }
}
