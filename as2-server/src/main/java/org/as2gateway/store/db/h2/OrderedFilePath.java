package org.as2gateway.store.db.h2;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePathWrapper;

/**
 * A layer under H2's files that keeps a power cut from mixing old and new. H2 writes versions into
 * free space and reuses the space of versions that are out of use, without a synchronisation in
 * between: the disk may then hold the overwritten old version and lack the new one. Here nothing
 * that was there at the last synchronisation is written over before what came after it is
 * synchronised too. Public because H2 makes instances by reflection.
 */
public final class OrderedFilePath extends FilePathWrapper {
  /** Of the URL that opens a file through this layer. */
  public static final String SCHEME = "ordered";

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new OrderedFile(getBase().open(mode));
  }
}
