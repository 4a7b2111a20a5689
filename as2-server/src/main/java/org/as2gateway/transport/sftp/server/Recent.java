package org.as2gateway.transport.sftp.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Files that are no longer listed because they were received or collected. Clients look at them
 * once more, to compare the size or to remove them, and must find them. Bounded; guarded by its
 * {@link PartnerRoot}.
 */
final class Recent {
  private static final int MOST = 1000;
  private final Map<String, FileFacts> files =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FileFacts> eldest) {
          return size() > MOST;
        }
      };

  void add(FileFacts file) {
    files.put(file.name(), file);
  }

  Optional<FileFacts> find(String name) {
    return Optional.ofNullable(files.get(name));
  }

  boolean remove(String name) {
    return files.remove(name) != null;
  }
}
