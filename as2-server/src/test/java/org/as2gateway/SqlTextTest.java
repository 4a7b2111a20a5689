package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * SQL is bound, never put together from values (security.md §3): beside a literal of SQL stand
 * literals and constants, and the few fragments listed here, which are literals of their callers.
 */
class SqlTextTest {
  private static final String SQL =
      "\"[^\"\\n"
          + "]*\\b(?:SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|VALUES|ORDER BY|LIMIT|AND)\\b[^\"\\n"
          + "]*\"";

  private static final Pattern BEHIND = Pattern.compile(SQL + "\\s*\\+\\s*([^\"\\s,;]+)");

  private static final Pattern BEFORE = Pattern.compile("([^\"\\s,+]+)\\s*\\+\\s*" + SQL);

  private static final Pattern FORMATTED = Pattern.compile(SQL + "\\s*\\)?\\s*\\.formatted\\(");

  private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z_0-9]*\\)*");

  /** Fragments whose text is a literal wherever they come from; values are bound beside them. */
  private static final Set<String> FRAGMENTS =
      Set.of(
          "JdbcAlerts: column",
          "JdbcBoard: narrow.conditions()",
          "JdbcBoard: scope.conditions()",
          "JdbcBoard: scope.order()",
          "JdbcScans: .createQuery(SELECT",
          "JdbcScans: JdbcScanEvents.COLUMNS",
          "JdbcUnmanifested: where",
          "JdbcAlerts: condition)",
          "JdbcCertificateExchanges: condition)",
          "JdbcEvidenceChain: rest)",
          "JdbcFiles: String.join(",
          "JdbcFiles: conditions)",
          "JdbcMessages: rest))",
          "JdbcOnboardings: condition)",
          "JdbcOutbox: rest",
          "JdbcPayloads: (isOne",
          "JdbcPayloads: )",
          "JdbcRefused: where",
          "JdbcConditions: String.join(",
          "JdbcSearch: all.where()",
          "JdbcSearch: leading",
          "JdbcSearch: left.where()",
          "JdbcSearch: order()");

  private static List<Path> sources() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String module : List.of("as2-server", "as2-admin")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
      }
    }
    return all;
  }

  private static List<String> joined(Path source) throws IOException {
    List<String> found = new ArrayList<>();
    String text = Files.readString(source);
    for (Pattern pattern : List.of(BEHIND, BEFORE)) {
      Matcher joined = pattern.matcher(text);
      while (joined.find()) {
        if (!CONSTANT.matcher(joined.group(1)).matches()) {
          found.add(source.getFileName().toString().replace(".java", ": ") + joined.group(1));
        }
      }
    }
    if (FORMATTED.matcher(text).find()) {
      found.add(source.getFileName() + ": formatted");
    }
    return found;
  }

  @Test
  void nothing_but_constants_is_put_into_sql() throws Exception {
    List<String> found = new ArrayList<>();
    for (Path source : sources()) {
      found.addAll(joined(source));
    }
    assertThat(found).hasSizeGreaterThan(5); // the scan sees what is there
    assertThat(FRAGMENTS).containsAll(found);
  }
}
