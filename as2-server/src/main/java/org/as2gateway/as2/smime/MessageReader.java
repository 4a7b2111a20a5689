package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Predicate;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.Octets;

/**
 * Reads an AS2 message in one pass and constant memory: decrypts, decompresses, digests and
 * verifies while the payload is written to the sink (RFC 4130 §7, RFC 5402, protocol.md §2, §3 and
 * §5). Nothing in the sink may be shown to anyone unless the outcome is {@link ReadOutcome.Opened}.
 * Safe for many threads; each call is a reading of its own.
 */
public final class MessageReader {
  private final CryptoProviders providers;

  /** A reader that takes its ciphers and digests from there. */
  public MessageReader(CryptoProviders providers) {
    this.providers = providers;
  }

  /**
   * Reads a message to its end.
   *
   * @param headers the MIME headers of the outermost entity: those of the HTTP request
   * @param body the HTTP body; read to its end, whatever the outcome; not closed
   * @param policy the partnership's rules
   * @param sink where payloads go
   * @return the verified content, or why it is refused
   * @throws IOException if the body breaks off or the sink fails: the exception that they threw, as
   *     it is
   */
  public ReadOutcome read(Headers headers, InputStream body, ReadPolicy policy, MessageSink sink)
      throws IOException {
    return read(headers, body, policy, sink, key -> false);
  }

  /**
   * Reads a message to its end, but opens no envelope whose key has been used.
   *
   * @param usedKeys tells such a key by the SHA-256 of {@code encryptedKey}; asked before our
   *     private key is used. The outcome is {@link ReadOutcome.Unopened} then
   * @throws IOException as {@link #read(Headers, InputStream, ReadPolicy, MessageSink)}
   */
  public ReadOutcome read(
      Headers headers,
      InputStream body,
      ReadPolicy policy,
      MessageSink sink,
      Predicate<Octets> usedKeys)
      throws IOException {
    Source source = new Source(body);
    GuardedSink guarded = new GuardedSink(sink);
    UsedKeys keys = new UsedKeys(usedKeys);
    try (Reading reading = new Reading(policy, keys::contains, guarded, providers, source)) {
      try {
        return reading.run(headers);
      } catch (Reading.UsedKeyException e) {
        reading.drain();
        return reading.unopened();
      } catch (IOException | RuntimeException e) {
        // parsers wrap what streams throw, and throw unchecked on garbage: ask the streams first
        // whose trouble it was
        source.rethrowFailure();
        guarded.rethrowFailure();
        keys.rethrowFailure();
        reading.drain();
        return reading.refused(e instanceof ContentException c ? c : unexpected(e));
      }
    }
  }

  private static ContentException unexpected(Exception e) {
    return new ContentException(
        ErrorWord.UNEXPECTED_PROCESSING_ERROR, "content cannot be read: " + e.getMessage(), e);
  }

  /** Asks about keys, remembering a failure of that: it is trouble of ours. */
  private static final class UsedKeys {
    private final Predicate<Octets> asked;
    @org.jspecify.annotations.Nullable private RuntimeException failure;

    UsedKeys(Predicate<Octets> asked) {
      this.asked = asked;
    }

    boolean contains(Octets key) {
      try {
        return asked.test(key);
      } catch (RuntimeException e) {
        failure = e;
        throw e;
      }
    }

    void rethrowFailure() {
      if (failure != null) {
        throw failure;
      }
    }
  }

  /** The HTTP body: counts what went in and remembers its own failure. */
  static final class Source extends InputStream {
    private final InputStream in;
    private long count;
    @org.jspecify.annotations.Nullable private IOException failure;

    Source(InputStream in) {
      this.in = in;
    }

    long count() {
      return count;
    }

    void rethrowFailure() throws IOException {
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        int read = in.read(target, offset, length);
        count += Math.max(0, read);
        return read;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }

  /** The sink, remembering its own failure. */
  static final class GuardedSink {
    private final MessageSink sink;
    @org.jspecify.annotations.Nullable private IOException failure;

    GuardedSink(MessageSink sink) {
      this.sink = sink;
    }

    private interface Opening<T> {
      T open() throws IOException;
    }

    private <T> T guard(Opening<T> opening) throws IOException {
      try {
        return opening.open();
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    OutputStream openPayload(int index) throws IOException {
      return new GuardedOutput(guard(() -> sink.openPayload(index)));
    }

    OutputStream openSignedEntity() throws IOException {
      return new GuardedOutput(guard(sink::openSignedEntity));
    }

    InputStream reopenPayload(int index) throws IOException {
      return guard(() -> sink.reopenPayload(index));
    }

    InputStream reopenSignedEntity() throws IOException {
      return guard(sink::reopenSignedEntity);
    }

    void rethrowFailure() throws IOException {
      if (failure != null) {
        throw failure;
      }
    }

    private final class GuardedOutput extends OutputStream {
      private final OutputStream out;

      GuardedOutput(OutputStream out) {
        this.out = out;
      }

      @Override
      public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
      }

      @Override
      public void write(byte[] octets, int offset, int length) throws IOException {
        try {
          out.write(octets, offset, length);
        } catch (IOException e) {
          failure = e;
          throw e;
        }
      }

      @Override
      public void close() throws IOException {
        try {
          out.close();
        } catch (IOException e) {
          failure = e;
          throw e;
        }
      }
    }
  }
}
