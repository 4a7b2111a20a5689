package org.as2gateway.admin.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.as2gateway.as2.wire.Sha256;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A bundle that somebody handed over, read with suspicion: nothing is unpacked to disk, small parts
 * are bounded, large ones stream by.
 */
final class BundleFile implements AutoCloseable {
  private static final int MAX_SMALL_BYTES = 2 * 1024 * 1024;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final Pattern NAME =
      Pattern.compile(
          "(?:(?:mdn|answers|chain|messages|documents)/)?[a-zA-Z0-9][a-zA-Z0-9.-]{0,60}");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

  private BundleFile(ZipFile zip) {
    this.zip = zip;
  }

  /**
   * Opens a bundle.
   *
   * @throws BadBundleException if it is no zip, or one that no gateway writes
   */
  static BundleFile open(Path file) throws IOException, BadBundleException {
    ZipBounds.check(file);
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new BadBundleException("not a readable zip file: " + e.getMessage());
    }
    BundleFile bundle = new BundleFile(zip);
    try {
      bundle.index();
    } catch (BadBundleException e) {
      zip.close();
      throw e;
    }
    return bundle;
  }

  private void index() throws BadBundleException {
    for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
      if (!NAME.matcher(entry.getName()).matches()) {
        throw new BadBundleException("it has an entry with an unexpected name");
      }
      if (entries.put(entry.getName(), entry) != null) {
        throw new BadBundleException("it has two entries '" + entry.getName() + "'");
      }
    }
  }

  boolean has(String name) {
    return entries.containsKey(name);
  }

  List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** A small part; empty if it is not there. */
  Optional<byte[]> octets(String name) throws IOException, BadBundleException {
    if (!has(name)) {
      return Optional.empty();
    }
    try (InputStream in = stream(name)) {
      byte[] octets = in.readNBytes(MAX_SMALL_BYTES + 1);
      if (octets.length > MAX_SMALL_BYTES) {
        throw new BadBundleException("'" + name + "' is larger than allowed for this file");
      }
      return Optional.of(octets);
    } catch (ZipException e) {
      throw damaged(name, e);
    }
  }

  JsonNode json(String name) throws IOException, BadBundleException {
    Optional<byte[]> octets = octets(name);
    if (octets.isEmpty()) {
      throw new BadBundleException("'" + name + "' is missing");
    }
    try {
      return JSON.readTree(octets.get());
    } catch (JacksonException e) {
      throw new BadBundleException("'" + name + "' is not JSON");
    }
  }

  /**
   * Reads a part of any size through digests.
   *
   * @return its length
   */
  long digest(String name, Iterable<MessageDigest> digests) throws IOException, BadBundleException {
    try (InputStream in = stream(name)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      long bytes = 0;
      int count;
      while ((count = in.read(buffer)) >= 0) {
        for (MessageDigest digest : digests) {
          digest.update(buffer, 0, count);
        }
        bytes += count;
      }
      return bytes;
    } catch (ZipException e) {
      throw damaged(name, e);
    }
  }

  /** Whether a part has that size and SHA-256. */
  boolean isAs(String name, long bytes, String sha256) throws IOException, BadBundleException {
    MessageDigest digest = Sha256.digest();
    return digest(name, List.of(digest)) == bytes
        && HexFormat.of().formatHex(digest.digest()).equals(sha256);
  }

  /** Copies a part of any size into a file. */
  void copy(String name, Path file) throws IOException, BadBundleException {
    try (InputStream in = stream(name)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (ZipException e) {
      throw damaged(name, e);
    }
  }

  private InputStream stream(String name) throws IOException {
    @Nullable ZipEntry entry = entries.get(name);
    return zip.getInputStream(Objects.requireNonNull(entry, name));
  }

  private static BadBundleException damaged(String name, ZipException e) {
    return new BadBundleException("'" + name + "' is damaged: " + e.getMessage());
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
