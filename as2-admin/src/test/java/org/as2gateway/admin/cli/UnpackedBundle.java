package org.as2gateway.admin.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A bundle as its receiver unpacks it, tries its README's commands, or tampers with it. */
record UnpackedBundle(Path folder) {
  static UnpackedBundle of(Path zip, Path folder) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        Path target = folder.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        try (InputStream in = file.getInputStream(entry)) {
          Files.copy(in, target);
        }
      }
    }
    return new UnpackedBundle(folder);
  }

  List<String> names() throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> !name.endsWith(".tmp"))
          .sorted()
          .toList();
    }
  }

  /** Changes one octet in the middle of a file; of a signature, one of its value at the end. */
  UnpackedBundle tamper(String name) throws IOException {
    Path file = folder.resolve(name);
    byte[] octets = Files.readAllBytes(file);
    octets[name.matches(".*\\.(der|p7s)") ? octets.length - 10 : octets.length / 2] ^= 1;
    Files.write(file, octets);
    return this;
  }

  /** Rewrites the manifest so that it fits the files, as a careful forger would. */
  UnpackedBundle coverUp() throws Exception {
    Path file = folder.resolve("manifest.json");
    JsonNode manifest = JsonMapper.shared().readTree(Files.readAllBytes(file));
    for (JsonNode entry : manifest.path("entries")) {
      byte[] octets = Files.readAllBytes(folder.resolve(entry.path("name").asString()));
      ((ObjectNode) entry).put("bytes", octets.length);
      String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
      ((ObjectNode) entry).put("sha256", digest);
    }
    Files.write(file, JsonMapper.shared().writeValueAsBytes(manifest));
    return this;
  }

  Path zip(Path target) throws IOException {
    try (OutputStream out = Files.newOutputStream(target);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : names()) {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(folder.resolve(name), zip);
        zip.closeEntry();
      }
    }
    return target;
  }

  /** Runs the README's commands, each of which must end with status 0; what they print. */
  Run runReadme() throws IOException, InterruptedException {
    String commands =
        Files.readString(folder.resolve("README.txt"))
            .lines()
            .filter(line -> line.startsWith("    "))
            .map(String::strip)
            .collect(Collectors.joining("\n"));
    Path log = Files.createTempFile("readme", ".log");
    Process process =
        new ProcessBuilder("sh", "-e", "-c", commands)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IOException("the commands did not end: " + commands);
      }
      return new Run(
          process.exitValue(), commands, Files.readString(log, StandardCharsets.ISO_8859_1));
    } finally {
      process.destroyForcibly();
      Files.delete(log);
    }
  }

  /** How the commands ended. */
  record Run(int status, String commands, String output) {}
}
