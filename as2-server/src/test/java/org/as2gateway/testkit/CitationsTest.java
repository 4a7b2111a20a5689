package org.as2gateway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Documents and sections cited by code, tests and other documents exist, and so do the targets of
 * links between documents.
 */
final class CitationsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path DOCUMENTS = ROOT.resolve("docs");
  private static final List<String> SOURCES = List.of("as2-server/src", "as2-admin/src");
  private static final Set<String> TEXT =
      Set.of("java", "jte", "md", "properties", "sh", "sql", "xml", "yaml");
  private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");

  /** {@code NAME.md §N.N}, also as a link and across the lines of a comment; more may follow. */
  private static final Pattern CITATION =
      Pattern.compile(
          "(?<![\\w-])(?<name>[a-z][a-z-]*)(?:\\.md|\\]\\((?<linked>[\\w./-]+)\\.md\\))"
              + "(?:\\s|\\*|//|--)*(?<sections>§\\d+(?:\\.\\d+)*"
              + "(?:(?:,|\\s|\\*|//|--|and|to)+§\\d+(?:\\.\\d+)*)*)");

  private static final Pattern SECTION = Pattern.compile("§(\\d+(?:\\.\\d+)*)");

  /** A document named by its path, without a section. */
  private static final Pattern NAMED = Pattern.compile("(?<![\\w/.-])docs/(?<path>[\\w/-]+\\.md)");

  private static final Pattern LINK = Pattern.compile("\\]\\((?![a-z]+:)(?<target>[^)\\s]+)\\)");

  /** The head of a section, a rule with its full number, or a numbered point of a section. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?m)^## (?<section>\\d+)\\b|(?:^\\| |\\*\\*)(?<full>\\d+\\.\\d+)\\b"
              + "|^(?<point>\\d+)\\. ");

  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  private final Map<String, Set<String>> numbers = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private int found;

  @Test
  void every_cited_section_exists() throws IOException {
    List<Path> files = documents();
    for (String folder : SOURCES) {
      files.addAll(texts(ROOT.resolve(folder)));
    }
    for (Path file : files) {
      String text = Files.readString(file);
      if (text.contains(".md")) {
        checkSections(file, text);
        checkNames(file, text);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(found).as("citations found").isGreaterThan(150);
  }

  @Test
  void every_link_between_documents_leads_somewhere() throws IOException {
    for (Path document : documents()) {
      checkLinks(document, Files.readString(document));
    }
    assertThat(wrong).isEmpty();
    assertThat(found).as("links found").isGreaterThan(50);
  }

  private void checkSections(Path file, String text) throws IOException {
    Matcher citation = CITATION.matcher(text);
    while (citation.find()) {
      String linked = citation.group("linked");
      String name =
          linked == null ? citation.group("name") : linked.substring(linked.lastIndexOf('/') + 1);
      Set<String> known = numbersOf(name + ".md");
      for (MatchResult section : results(SECTION, citation.group("sections"))) {
        found++;
        if (!known.contains(section.group(1))) {
          report(file, text, citation.start(), name + ".md " + section.group());
        }
      }
    }
  }

  private void checkNames(Path file, String text) {
    for (MatchResult named : results(NAMED, text)) {
      found++;
      if (!Files.exists(DOCUMENTS.resolve(named.group(1)))) {
        report(file, text, named.start(), named.group());
      }
    }
  }

  private void checkLinks(Path document, String text) throws IOException {
    for (MatchResult link : results(LINK, text)) {
      found++;
      String[] target = link.group(1).split("#", 2);
      Path file = target[0].isEmpty() ? document : document.resolveSibling(target[0]).normalize();
      boolean isThere = Files.exists(file);
      if (!isThere || (target.length > 1 && !anchorsOf(file).contains(target[1]))) {
        report(document, text, link.start(), link.group(1));
      }
    }
  }

  private void report(Path file, String text, int at, String cited) {
    long line = text.substring(0, at).lines().count();
    boolean isLineStart = at == 0 || text.charAt(at - 1) == '\n';
    wrong.add(ROOT.relativize(file) + ":" + (isLineStart ? line + 1 : line) + ": " + cited);
  }

  /** Numbers of sections and rules; none if there is no such document. */
  private Set<String> numbersOf(String name) throws IOException {
    Set<String> known = numbers.get(name);
    if (known == null) {
      Path document = DOCUMENTS.resolve(name);
      known = Files.exists(document) ? numbersIn(Files.readString(document)) : Set.of();
      numbers.put(name, known);
    }
    return known;
  }

  private static Set<String> numbersIn(String text) {
    Set<String> known = new HashSet<>();
    Matcher number = NUMBER.matcher(text);
    String section = "";
    while (number.find()) {
      if (number.group("section") != null) {
        section = number.group("section");
        known.add(section);
      } else if (number.group("full") != null) {
        known.add(number.group("full"));
      } else {
        known.add(section + "." + number.group("point"));
      }
    }
    return known;
  }

  /** Anchors of headings as GitHub makes them. */
  private static Set<String> anchorsOf(Path document) throws IOException {
    Set<String> anchors = new HashSet<>();
    for (MatchResult heading : results(HEADING, Files.readString(document))) {
      String text = heading.group(1).toLowerCase(Locale.ROOT);
      anchors.add(text.replaceAll("[^\\w\\- ]", "").replace(' ', '-'));
    }
    return anchors;
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(texts(ROOT));
    documents.removeIf(file -> !file.toString().endsWith(".md"));
    assertThat(documents).contains(DOCUMENTS.resolve("protocol.md"));
    return documents;
  }

  private static List<Path> texts(Path folder) throws IOException {
    Set<Path> texts = new TreeSet<>();
    List<Path> open = new ArrayList<>(List.of(folder));
    while (!open.isEmpty()) {
      try (Stream<Path> entries = Files.list(open.remove(open.size() - 1))) {
        for (Path entry : entries.toList()) {
          String name = String.valueOf(entry.getFileName());
          if (Files.isDirectory(entry) && !NOT_OURS.contains(name)) {
            open.add(entry);
          } else if (TEXT.contains(name.substring(name.lastIndexOf('.') + 1))) {
            texts.add(entry);
          }
        }
      }
    }
    return List.copyOf(texts);
  }

  private static List<MatchResult> results(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }
}
