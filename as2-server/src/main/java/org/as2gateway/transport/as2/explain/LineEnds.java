package org.as2gateway.transport.as2.explain;

import java.security.MessageDigest;

/** What may have become of the line ends of content before its digest was taken. */
enum LineEnds {
  /** Nothing. */
  AS_THEY_ARE {
    @Override
    Rewriter rewriter() {
      return (source, length, target) -> {
        System.arraycopy(source, 0, target, 0, length);
        return length;
      };
    }
  },
  /** Each bare LF became CR LF: canonical text (RFC 8551 §3.1.1). */
  CR_LF {
    @Override
    Rewriter rewriter() {
      return new Rewriter() {
        private boolean isAfterCr;

        @Override
        public int rewrite(byte[] source, int length, byte[] target) {
          int written = 0;
          for (int i = 0; i < length; i++) {
            if (source[i] == '\n' && !isAfterCr) {
              target[written++] = '\r';
            }
            target[written++] = source[i];
            isAfterCr = source[i] == '\r';
          }
          return written;
        }
      };
    }
  },
  /** Each CR LF became LF: the habit of programs that read text by lines. */
  LF {
    @Override
    Rewriter rewriter() {
      return new Rewriter() {
        private boolean isCrPending;

        @Override
        public int rewrite(byte[] source, int length, byte[] target) {
          int written = 0;
          for (int i = 0; i < length; i++) {
            if (isCrPending && source[i] != '\n') {
              target[written++] = '\r';
            }
            isCrPending = source[i] == '\r';
            if (!isCrPending) {
              target[written++] = source[i];
            }
          }
          return written;
        }
      };
    }
  };

  /** A new rewriter, which remembers where the last block ended. */
  abstract Rewriter rewriter();

  /** Rewrites block after block. */
  interface Rewriter {
    /**
     * Rewrites one block.
     *
     * @param target takes up to twice the length
     * @return how many octets were written
     */
    int rewrite(byte[] source, int length, byte[] target);
  }

  /** What may have become of the very end. */
  enum Tail {
    AS_IT_IS,
    ONE_LINE_END_LESS,
    ONE_LINE_END_MORE;

    /** The digest of what went in before the last line end, ended this way. */
    byte[] digest(MessageDigest before, byte[] lastLineEnd) throws CloneNotSupportedException {
      MessageDigest digest = (MessageDigest) before.clone();
      if (this != ONE_LINE_END_LESS) {
        digest.update(lastLineEnd);
      }
      if (this == ONE_LINE_END_MORE) {
        digest.update(new byte[] {'\r', '\n'});
      }
      return digest.digest();
    }
  }
}
