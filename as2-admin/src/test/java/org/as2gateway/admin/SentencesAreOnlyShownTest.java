package org.as2gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Sentences are for people: a rewording must change nothing but what is read. What decides is a
 * {@link org.as2gateway.as2.wire.Reason} or another value.
 */
final class SentencesAreOnlyShownTest {
  private static final Path MAIN = Path.of("src", "main");
  private static final String COMPARES =
      "\\.(contains|startsWith|endsWith|equals|equalsIgnoreCase|indexOf|matches)\\(";

  /** A literal of several words is a sentence, or part of one. */
  private static final Pattern COMPARES_WITH_SENTENCE =
      Pattern.compile(COMPARES + "\\s*\"[^\"]*\\w[^\"]* [^\"]*\"");

  /** What these give is text for people. */
  private static final Pattern COMPARES_TEXT_FOR_PEOPLE =
      Pattern.compile(
          "\\b(error|notice|detail|getMessage|what|why|next|refusal|cause)\\(\\)\\s*\\)?"
              + COMPARES);

  private static final Pattern SEARCHES_TEXT_FOR_PEOPLE =
      Pattern.compile("matcher\\([^)]*\\b(error|notice|detail|getMessage|disposition)\\b");

  private static final Pattern COMPARES_WITH_LITERAL = Pattern.compile(COMPARES + "\\s*\"");

  /** Each with its reason. */
  private static final Set<String> ALLOWED =
      Set.of(
          "TlsProbe.java", // the JDK tells causes of TLS failures in words alone
          "ChainText.java", // so does its certificate path validator
          "As2CommandLine.java", // the name of a command, 'as2 cert new'
          "ImportChoice.java"); // a class of characters with a space in it

  private static List<String> lines(String folder, String ending, Pattern... forbidden) {
    try (Stream<Path> files = Files.walk(MAIN.resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> !ALLOWED.contains(file.getFileName().toString()))
          .flatMap(file -> found(file, forbidden))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> found(Path file, Pattern... forbidden) {
    try {
      String text = Files.readString(file);
      return Stream.of(forbidden)
          .flatMap(pattern -> pattern.matcher(text).results())
          .map(match -> file.getFileName() + ": " + match.group());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void no_code_decides_by_words_for_people() {
    assertThat(
            lines(
                "java",
                ".java",
                COMPARES_WITH_SENTENCE,
                COMPARES_TEXT_FOR_PEOPLE,
                SEARCHES_TEXT_FOR_PEOPLE))
        .isEmpty();
  }

  @Test
  void no_page_decides_by_words() {
    assertThat(lines("jte", ".jte", COMPARES_WITH_LITERAL)).isEmpty();
  }

  @Test
  void the_rules_find_what_they_forbid() {
    assertThat(COMPARES_WITH_SENTENCE.matcher("text.contains(\"known already\")").find()).isTrue();
    assertThat(COMPARES_WITH_SENTENCE.matcher("text.contains(\" \")").find()).isFalse();
    assertThat(COMPARES_TEXT_FOR_PEOPLE.matcher("m.error().startsWith(GAVE_UP)").find()).isTrue();
    assertThat(SEARCHES_TEXT_FOR_PEOPLE.matcher("WORDS.matcher(message.error())").find()).isTrue();
    assertThat(COMPARES_WITH_LITERAL.matcher("${view.verdict().contains(\"whole\")}").find())
        .isTrue();
  }
}
