package org.as2gateway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What `mvn test` leaves to `mvn verify` is tagged for it: it would fail or take minutes there. */
final class LanesTest {
  private static final List<Path> SOURCES =
      List.of(Path.of("src/test/java"), Path.of("../as2-admin/src/test/java"));

  @ParameterizedTest
  @CsvSource({
    "postgres, TestDatabase\\.postgres|EmbeddedPostgres, 10",
    "browser, Desk\\.of|Desk\\.without, 8",
    "slow, GatewayProcess|LAUNCHER, 5"
  })
  void tests_that_use_it_have_the_tag(String tag, String use, int atLeast) throws IOException {
    Pattern needs = Pattern.compile(use);
    Pattern tagged = Pattern.compile("@Tag\\(\"(" + tag + "|long)\"\\)");
    Map<String, Boolean> users = new TreeMap<>();
    for (Path folder : SOURCES) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(LanesTest::isTest).toList()) {
          String text = Files.readString(file);
          if (needs.matcher(text).find()) {
            users.put(file.getFileName().toString(), tagged.matcher(text).find());
          }
        }
      }
    }
    assertThat(users).as("tests that use " + use).hasSizeGreaterThanOrEqualTo(atLeast);
    assertThat(users).as("tests that use " + use + ", tagged " + tag).doesNotContainValue(false);
  }

  private static boolean isTest(Path file) {
    return file.toString().endsWith("IT.java");
  }
}
