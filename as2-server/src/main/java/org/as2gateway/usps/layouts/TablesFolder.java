package org.as2gateway.usps.layouts;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The tables of the product, with those that files in {@code usps/layouts} and {@code usps/codes}
 * of the home replace or add. A changed file is read again when tables are asked for next. Safe for
 * many threads.
 */
public final class TablesFolder {
  private static final List<String> LAYOUTS =
      List.of("ssf-017", "ssf-020", "extract-015", "extract-legacy");
  private static final List<String> CODES =
      List.of(
          "constructs",
          "destination-rates",
          "entry-facilities",
          "event-codes",
          "extra-services",
          "file-types",
          "mail-classes",
          "messages",
          "payment-methods",
          "rate-indicators");
  private static final long MOST_BYTES = 16L << 20;

  private final Path folder;
  private String state = "";
  private UspsTables tables = new UspsTables(Map.of(), Map.of(), List.of());

  /** The tables of that home; its folder {@code usps} need not exist. */
  public TablesFolder(Path home) {
    this.folder = home.resolve("usps");
  }

  /** The tables as they are now. */
  public synchronized UspsTables current() {
    Map<String, Path> layoutFiles = files("layouts");
    Map<String, Path> codeFiles = files("codes");
    String now = state(layoutFiles) + state(codeFiles);
    if (!now.equals(state) || tables.layouts().isEmpty()) {
      List<String> problems = new ArrayList<>();
      tables =
          new UspsTables(
              load("layouts", LAYOUTS, layoutFiles, TableReader::layout, problems),
              load("codes", CODES, codeFiles, TableReader::codes, problems),
              problems);
      state = now;
    }
    return tables;
  }

  private Map<String, Path> files(String kind) {
    Path place = folder.resolve(kind);
    Map<String, Path> found = new LinkedHashMap<>();
    if (!Files.isDirectory(place)) {
      return found;
    }
    try (Stream<Path> files = Files.list(place)) {
      files
          .filter(file -> file.getFileName().toString().endsWith(".csv"))
          .sorted()
          .forEach(file -> found.put(id(file), file));
    } catch (IOException e) {
      found.put("", place);
    }
    return found;
  }

  private static String id(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ".csv".length());
  }

  private static String state(Map<String, Path> files) {
    StringBuilder text = new StringBuilder();
    for (Path file : files.values()) {
      try {
        text.append(file)
            .append(Files.getLastModifiedTime(file).toMillis())
            .append('/')
            .append(Files.size(file))
            .append(';');
      } catch (IOException e) {
        text.append(file).append("?;");
      }
    }
    return text.toString();
  }

  private static <T> Map<String, T> load(
      String kind,
      List<String> shipped,
      Map<String, Path> files,
      Parser<T> parser,
      List<String> problems) {
    Map<String, T> loaded = new LinkedHashMap<>();
    for (String id : shipped) {
      loaded.put(id, shipped(kind, id, parser));
    }
    files.forEach(
        (id, file) -> {
          try {
            loaded.put(id, fromHome(id, file, parser));
          } catch (IOException | IllegalArgumentException e) {
            problems.add("'" + file + "' is not used: " + e.getMessage());
          }
        });
    return loaded;
  }

  private static <T> T shipped(String kind, String id, Parser<T> parser) {
    String name = "/org/as2gateway/usps/" + kind + "/" + id + ".csv";
    try (InputStream bytes = TablesFolder.class.getResourceAsStream(name)) {
      if (bytes == null) {
        throw new IllegalStateException("the product lacks " + name);
      }
      return parser.parse(
          id, TableInfo.SHIPPED, new InputStreamReader(bytes, StandardCharsets.UTF_8));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("table " + name + " of the product: " + e.getMessage(), e);
    }
  }

  private static <T> T fromHome(String id, Path file, Parser<T> parser) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException(
          "it has " + Files.size(file) + " bytes, expected at most " + MOST_BYTES);
    }
    try (Reader text = Files.newBufferedReader(file)) {
      return parser.parse(id, file.toString(), text);
    }
  }

  /** Reads one table. */
  private interface Parser<T> {
    T parse(String id, String origin, Reader text) throws IOException;
  }
}
