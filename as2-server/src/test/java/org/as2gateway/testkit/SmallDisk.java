package org.as2gateway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real file system that can be filled up to its last byte. */
public final class SmallDisk implements AutoCloseable {
  private static final byte[] BLOCK = new byte[64 * 1024];

  private final Path folder;
  private final Path filler;

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.filler = folder.resolve("filler");
  }

  /**
   * Mounts one. Where the machine lets nobody do that, the test is left out.
   *
   * @param size such as {@code 24m}
   */
  public static SmallDisk mount(Path folder, String size) throws Exception {
    Files.createDirectories(folder);
    int status = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
    assumeTrue(status == 0, "this machine lets us mount no small file system");
    return new SmallDisk(folder);
  }

  private static int run(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).inheritIO().start();
      return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (IOException e) {
      return -1; // there is no such program
    }
  }

  /** To the last byte. */
  public void fill() throws IOException {
    fillBut(0);
  }

  /** Leaves so many bytes free. */
  public void fillBut(long free) throws IOException {
    try (OutputStream out = Files.newOutputStream(filler)) {
      for (int size = BLOCK.length; size > 0; ) {
        size = (int) Math.min(size, Files.getFileStore(folder).getUsableSpace() - free);
        try {
          out.write(BLOCK, 0, Math.max(0, size));
        } catch (IOException e) {
          size /= 2; // no room for that much
        }
      }
    }
  }

  /** Makes room again. */
  public void free() throws IOException {
    Files.delete(filler);
  }

  @Override
  public void close() throws Exception {
    assertThat(run("umount", "-l", folder.toString())).isZero();
  }
}
