package org.as2gateway.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.registry.partnerships.PartnershipXml;

/**
 * What the registry's files look like from outside: cheap enough to take every second. The content
 * of {@code partnerships.xml} counts, since two edits may fall into one tick of the file system's
 * clock; of {@code certs/} names, sizes and times do.
 *
 * @param files state of each file by path
 */
record FileStates(Map<String, String> files) {
  private static final int DEPTH = 3;

  FileStates {
    files = Map.copyOf(files);
  }

  static FileStates of(Path home) {
    Map<String, String> files = new TreeMap<>();
    Path xml = home.resolve("partnerships.xml");
    files.put(xml.toString(), digest(xml));
    Path password = home.resolve("data").resolve("secrets").resolve("keystore-password");
    files.put(password.toString(), state(password));
    try (Stream<Path> secrets = Files.list(password.resolveSibling("."))) {
      secrets
          .filter(file -> file.getFileName().toString().startsWith("basic-"))
          .forEach(file -> files.put(file.toString(), state(file)));
    } catch (IOException | UncheckedIOException e) {
      files.put("secrets", String.valueOf(e)); // absent, or changing under our eyes
    }
    try (Stream<Path> certs = Files.walk(home.resolve("certs"), DEPTH)) {
      certs.forEach(file -> files.put(file.toString(), state(file)));
    } catch (IOException | UncheckedIOException e) {
      files.put("certs", String.valueOf(e)); // absent, or changing under our eyes: seen next time
    }
    return new FileStates(files);
  }

  private static String digest(Path file) {
    try {
      return Sha256.hex(PartnershipXml.content(file));
    } catch (IOException e) {
      return String.valueOf(e);
    }
  }

  private static String state(Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey();
    } catch (IOException e) {
      return String.valueOf(e);
    }
  }
}
