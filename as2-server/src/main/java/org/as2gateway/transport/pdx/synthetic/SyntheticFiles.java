package org.as2gateway.transport.pdx.synthetic;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.as2gateway.as2.wire.Sha256;

/** The files of a synthetic server, uploaded to it or offered by it. Safe for many threads. */
final class SyntheticFiles {
  private static final DateTimeFormatter INVENTED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final int FIRST_ID = 1001;

  private final Path folder;
  private final Clock clock;
  private final TreeMap<Integer, SyntheticFile> files = new TreeMap<>();
  private int nextId = FIRST_ID;

  SyntheticFiles(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Takes a file; its content is copied. */
  SyntheticFile add(String environment, String filename, InputStream content) throws IOException {
    Path path = Files.createTempFile(folder, "synthetic-", ".file");
    MessageDigest digest = Sha256.digest();
    try (DigestInputStream read = new DigestInputStream(content, digest)) {
      Files.copy(read, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    return add(environment, filename, path, HexFormat.of().formatHex(digest.digest()));
  }

  private synchronized SyntheticFile add(
      String environment, String filename, Path path, String sha256) throws IOException {
    SyntheticFile file =
        new SyntheticFile(nextId, environment, filename, now(), "", path, Files.size(path), sha256);
    files.put(nextId, file);
    nextId++;
    return file;
  }

  synchronized List<SyntheticFile> all() {
    return new ArrayList<>(files.values());
  }

  synchronized Optional<SyntheticFile> find(int id) {
    return Optional.ofNullable(files.get(id));
  }

  synchronized void downloaded(int id) {
    files.computeIfPresent(
        id, (key, file) -> file.downloadTime().isEmpty() ? file.downloadedAt(now()) : file);
  }

  private String now() {
    return INVENTED.format(clock.instant());
  }
}
