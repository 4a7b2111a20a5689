package org.as2gateway.store.evidence;

import java.util.ArrayList;
import java.util.List;

/** What a check of the chain found. */
public final class ChainReport {
  private static final int MOST = 1000;

  private final List<String> findings = new ArrayList<>();
  private long blocks;
  private long lines;
  private long messages;
  private long files;
  private boolean isCut;

  void finding(String text) {
    if (findings.size() < MOST) {
      findings.add(text);
    } else {
      isCut = true;
    }
  }

  void countBlock() {
    blocks++;
  }

  void countLine() {
    lines++;
  }

  void countMessage() {
    messages++;
  }

  void countFile() {
    files++;
  }

  /** What is missing, altered, re-ordered or not chained, each named; the first thousand. */
  public List<String> findings() {
    return List.copyOf(findings);
  }

  /** Whether there was more than that. */
  public boolean isCut() {
    return isCut;
  }

  /** Blocks that were looked at. */
  public long blocks() {
    return blocks;
  }

  /** Rows of evidence that the chain tells of. */
  public long lines() {
    return lines;
  }

  /** Messages that have evidence. */
  public long messages() {
    return messages;
  }

  /** Kept files that were read. */
  public long files() {
    return files;
  }
}
