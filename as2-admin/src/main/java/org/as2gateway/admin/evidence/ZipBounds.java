package org.as2gateway.admin.evidence;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Looks at the end of a zip before Java reads its directory, which it does whole: a hostile one
 * could fill the memory. Zips of ours have no comment, so that the end record stands at the end.
 */
final class ZipBounds {
  private static final int END_BYTES = 22;
  private static final int END_MARK = 0x06054b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int LOCATOR_MARK = 0x07064b50;
  private static final int END64_BYTES = 56;
  private static final int END64_MARK = 0x06064b50;
  private static final int MAX_ENTRIES = 1000;
  private static final int MAX_DIRECTORY_BYTES = 256 * 1024;

  private ZipBounds() {}

  /**
   * Returns if the directory is as small as that of a bundle.
   *
   * @throws BadBundleException if it is not, or there is none
   */
  static void check(Path zip) throws IOException, BadBundleException {
    try (RandomAccessFile file = new RandomAccessFile(zip.toFile(), "r")) {
      ByteBuffer end = read(file, file.length() - END_BYTES, END_BYTES, END_MARK);
      int entries = Short.toUnsignedInt(end.getShort(10));
      long directoryBytes = Integer.toUnsignedLong(end.getInt(12));
      boolean isLong =
          entries == 0xffff || directoryBytes == 0xffffffffL || end.getInt(16) == 0xffffffff;
      require(isLong ? 0 : entries, isLong ? 0 : directoryBytes);
      if (isLong) {
        checkLong(file);
      }
    }
  }

  private static void checkLong(RandomAccessFile file) throws IOException, BadBundleException {
    long at = file.length() - END_BYTES - LOCATOR_BYTES;
    ByteBuffer locator = read(file, at, LOCATOR_BYTES, LOCATOR_MARK);
    ByteBuffer end = read(file, locator.getLong(8), END64_BYTES, END64_MARK);
    require(end.getLong(32), end.getLong(40));
  }

  private static void require(long entries, long directoryBytes) throws BadBundleException {
    boolean isSmall =
        entries >= 0
            && entries <= MAX_ENTRIES
            && directoryBytes >= 0
            && directoryBytes <= MAX_DIRECTORY_BYTES;
    if (!isSmall) {
      throw new BadBundleException(
          "it has " + entries + " entries, more than the " + MAX_ENTRIES + " of a bundle");
    }
  }

  private static ByteBuffer read(RandomAccessFile file, long at, int length, int mark)
      throws IOException, BadBundleException {
    if (at < 0 || at > file.length() - length) {
      throw new BadBundleException("not a zip file, or incomplete");
    }
    byte[] octets = new byte[length];
    file.seek(at);
    file.readFully(octets);
    ByteBuffer buffer = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
    if (buffer.getInt(0) != mark) {
      throw new BadBundleException("not a zip file written by a gateway, or incomplete");
    }
    return buffer;
  }
}
