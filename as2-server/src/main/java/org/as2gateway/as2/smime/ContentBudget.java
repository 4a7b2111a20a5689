package org.as2gateway.as2.smime;

import java.io.InputStream;

/** Counts what comes out of a layer against the limits of size and expansion (protocol.md §2.6). */
final class ContentBudget {
  private static final long EXPANSION_FREE_BYTES = 10L * 1024 * 1024;

  private final ReadLimits limits;
  private final MessageReader.Source source;

  ContentBudget(ReadLimits limits, MessageReader.Source source) {
    this.limits = limits;
    this.source = source;
  }

  /** The stream, ending in refused content once it gives more than the message is worth. */
  InputStream limit(InputStream in) {
    long[] total = new long[1];
    return new TapInputStream(
        in,
        (octets, offset, length) -> {
          total[0] += length;
          require(total[0]);
        });
  }

  private void require(long total) throws ContentException {
    if (total > limits.contentBytes()) {
      throw CompressedReader.failed(
          "content is larger than " + limits.contentBytes() + " octets", null);
    }
    if (total > Math.max(EXPANSION_FREE_BYTES, source.count() * limits.expansion())) {
      throw CompressedReader.failed(
          "content is over " + limits.expansion() + " times as large as the message", null);
    }
  }
}
