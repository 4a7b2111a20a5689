package org.as2gateway.pgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 300 MB, signed and encrypted and read again, in 64 MB of heap. */
@Tag("slow")
class PgpHeapIT {
  private static final long BYTES = 300_000_000;

  @TempDir private Path folder;

  @Test
  void a_message_larger_than_the_heap_is_written_and_read() throws Exception {
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                folder.resolve("message.pgp").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(log, StandardCharsets.UTF_8)).startsWith("same " + BYTES);
    assertThat(process.exitValue()).isZero();
  }

  /** Runs in the small heap. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      PgpOwnKey us = PgpFixture.key("us");
      PgpOwnKey partner = PgpFixture.key("partner");
      Path message = Path.of(args[0]);
      try (InputStream in = new BufferedInputStream(new Noise());
          OutputStream out = Files.newOutputStream(message)) {
        new PgpWriter(PgpFixture.both(partner, us)).write(in, out);
      }
      Comparison sink = new Comparison();
      try (InputStream in = Files.newInputStream(message)) {
        PgpOutcome outcome = new PgpReader(PgpFixture.strict(us, partner.key())).read(in, sink);
        String how = outcome instanceof PgpOutcome.Opened ? "same " : outcome + " ";
        System.out.println(how + sink.count);
      }
    }
  }

  /** The same noise each time, which does not compress. */
  private static final class Noise extends InputStream {
    private final SplittableRandom random = new SplittableRandom(7);
    private long left = BYTES;

    @Override
    public int read() {
      return left-- > 0 ? random.nextInt(256) : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int n = 0;
      while (n < length && left > 0) {
        buffer[offset + n] = (byte) read();
        n++;
      }
      return n == 0 && length > 0 ? -1 : n;
    }
  }

  /** Compares with the noise as it comes. */
  private static final class Comparison extends OutputStream {
    private final Noise expected = new Noise();
    private long count;

    @Override
    public void write(int octet) throws IOException {
      if (expected.read() != (octet & 0xff)) {
        throw new IOException("byte " + count + " differs");
      }
      count++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      for (int i = offset; i < offset + length; i++) {
        write(buffer[i]);
      }
    }
  }
}
