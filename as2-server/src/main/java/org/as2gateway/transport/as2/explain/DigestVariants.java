package org.as2gateway.transport.as2.explain;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.smime.CryptoProviders;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.transport.as2.explain.LineEnds.Rewriter;
import org.as2gateway.transport.as2.explain.LineEnds.Tail;

/** The digests of one stretch of content in all variants of line ends, in one pass over it. */
final class DigestVariants {
  private static final int BUFFER_BYTES = 64 * 1024;

  /** One variant. */
  record Variant(LineEnds lineEnds, Tail tail) {}

  private final List<Running> running = new ArrayList<>();

  private DigestVariants(MicAlgorithm algorithm) {
    for (LineEnds lineEnds : LineEnds.values()) {
      running.add(new Running(lineEnds, CryptoProviders.shared().messageDigest(algorithm)));
    }
  }

  /**
   * The variant of that content whose digest is the one given; the plainest, if there are several.
   *
   * @param content read to its end
   */
  static Optional<Variant> match(InputStream content, MicAlgorithm algorithm, byte[] digest)
      throws IOException {
    DigestVariants variants = new DigestVariants(algorithm);
    byte[] block = new byte[BUFFER_BYTES];
    for (int n = content.read(block); n >= 0; n = content.read(block)) {
      for (Running each : variants.running) {
        each.update(block, n);
      }
    }
    for (Tail tail : Tail.values()) {
      for (Running each : variants.running) {
        if (Arrays.equals(each.digest(tail), digest)) {
          return Optional.of(new Variant(each.lineEnds, tail));
        }
      }
    }
    return Optional.empty();
  }

  /** One way of writing line ends; the last line end is held back until it is known to be last. */
  private static final class Running {
    private final LineEnds lineEnds;
    private final Rewriter rewriter;
    private final MessageDigest digest;
    private final byte[] rewritten = new byte[2 * BUFFER_BYTES];
    private byte[] held = {};

    Running(LineEnds lineEnds, MessageDigest digest) {
      this.lineEnds = lineEnds;
      this.rewriter = lineEnds.rewriter();
      this.digest = digest;
    }

    void update(byte[] block, int length) {
      int count = rewriter.rewrite(block, length, rewritten);
      if (count == 0) {
        return;
      }
      if (count == 1 && rewritten[0] == '\n' && Arrays.equals(held, new byte[] {'\r'})) {
        held = new byte[] {'\r', '\n'};
        return;
      }
      digest.update(held);
      int kept = count - lastLineEnd(count);
      digest.update(rewritten, 0, kept);
      held = Arrays.copyOfRange(rewritten, kept, count);
    }

    /** Length of the line end that the block ends with, or of the CR that may become one. */
    private int lastLineEnd(int count) {
      byte last = rewritten[count - 1];
      if (last == '\r') {
        return 1;
      }
      if (last != '\n') {
        return 0;
      }
      return count > 1 && rewritten[count - 2] == '\r' ? 2 : 1;
    }

    byte[] digest(Tail tail) {
      try {
        return tail.digest(digest, held);
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("a digest of the JDK can be copied", e);
      }
    }
  }
}
