package org.as2gateway.transport.sftp.server;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A folder that a session lists, as it was when it was opened. */
final class ReadFolder implements OpenFile {
  private static final int MOST_AT_A_TIME = 100;
  private final FileFacts folder;
  private final Iterator<FileFacts> left;

  ReadFolder(VirtualPath path, List<FileFacts> files) {
    folder = FileFacts.folder(path.folder());
    left = files.iterator();
  }

  /** The next ones; none at the end. */
  List<FileFacts> next() {
    List<FileFacts> some = new ArrayList<>();
    while (left.hasNext() && some.size() < MOST_AT_A_TIME) {
      some.add(left.next());
    }
    return some;
  }

  @Override
  public FileFacts facts() {
    return folder;
  }

  @Override
  public void finish() {
    // It holds nothing.
  }

  @Override
  public void abandon() {
    // It holds nothing.
  }
}
