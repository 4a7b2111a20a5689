package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * {@code docs/conformance.md} names tests for each rule of {@code docs/protocol.md}, and they
 * exist. That they can fail is shown by breaking the rule: {@code docs/promises.md} lists what was
 * tried.
 */
class ConformanceTableTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "conformance.md");
  private static final Path PROTOCOL = Path.of("..", "docs", "protocol.md");

  /** The head of a section, a rule with its full number, or a numbered point of a section. */
  private static final Pattern RULE =
      Pattern.compile(
          "(?m)^## (?<section>\\d+)|(?:^\\| |\\*\\*)(?<full>\\d+\\.\\d+)\\b|^(?<point>\\d+)\\. ");

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (§?\\d+\\.\\d+(?:, §\\d+\\.\\d+)*) \\|(.*)$");
  private static final Pattern TEST = Pattern.compile("`([\\w.]+)#(\\w+)`");

  private static final Set<Class<?>> TESTS =
      Set.of(Test.class, ParameterizedTest.class, RepeatedTest.class);

  private static List<String> rules() throws IOException {
    List<String> rules = new ArrayList<>();
    Matcher rule = RULE.matcher(Files.readString(PROTOCOL));
    String section = "";
    while (rule.find()) {
      if (rule.group("section") != null) {
        section = rule.group("section");
      } else {
        String full = rule.group("full");
        rules.add(full != null ? full : section + "." + rule.group("point"));
      }
    }
    return rules;
  }

  private static Map<String, List<MatchResult>> rows() throws IOException {
    Map<String, List<MatchResult>> rows = new LinkedHashMap<>();
    Matcher row = ROW.matcher(Files.readString(DOCUMENT));
    while (row.find()) {
      List<MatchResult> tests = TEST.matcher(row.group(2)).results().toList();
      assertThat(rows.put(row.group(1), tests)).as("two rows " + row.group(1)).isNull();
    }
    return rows;
  }

  @Test
  void every_rule_has_a_row_with_a_test() throws Exception {
    assertThat(rows().keySet())
        .filteredOn(rule -> !rule.startsWith("§")) // those of other documents
        .containsExactlyInAnyOrderElementsOf(rules());
    assertThat(rows()).allSatisfy((rule, tests) -> assertThat(tests).as(rule).isNotEmpty());
  }

  @Test
  void every_test_that_is_named_is_a_test() throws Exception {
    for (Map.Entry<String, List<MatchResult>> row : rows().entrySet()) {
      for (MatchResult test : row.getValue()) {
        Class<?> type = Class.forName("org.as2gateway." + test.group(1));
        assertThat(type.getDeclaredMethods())
            .as(row.getKey() + ": " + test.group())
            .anyMatch(method -> method.getName().equals(test.group(2)) && isTest(method));
      }
    }
  }

  @Test
  void the_counts_are_those_of_the_rows() throws Exception {
    Map<Integer, int[]> counts = new TreeMap<>();
    Map<String, List<MatchResult>> ours = rows();
    ours.keySet().removeIf(rule -> rule.startsWith("§"));
    ours.forEach(
        (rule, tests) -> {
          int section = Integer.parseInt(rule.substring(0, rule.indexOf('.')));
          int[] count = counts.computeIfAbsent(section, s -> new int[2]);
          count[0]++;
          count[1] += tests.size();
        });
    StringBuilder table = new StringBuilder();
    int[] all = new int[2];
    counts.forEach(
        (section, count) -> {
          table.append("| %d | %d | %d |\n".formatted(section, count[0], count[1]));
          all[0] += count[0];
          all[1] += count[1];
        });
    table.append("| all | %d | %d |\n".formatted(all[0], all[1]));
    assertThat(Files.readString(DOCUMENT)).contains(table);
  }

  private static boolean isTest(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(annotation -> annotation.annotationType())
        .anyMatch(TESTS::contains);
  }
}
