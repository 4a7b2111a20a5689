package org.as2gateway.admin.messages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.as2gateway.admin.port.Text;
import org.as2gateway.as2.wire.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * What is typed into the search box: words, all of which a message has to contain, and filters such
 * as {@code status:failed,refused}. A minus sign excludes, quotes keep words together.
 */
final class SearchText {
  private static final Pattern PART =
      Pattern.compile(
          "-?([A-Za-z][\\w-]*):(?=\\s|$)"
              + "|(-?)(?:([A-Za-z][\\w-]*):(?!//))?(?:\"([^\"]*)\"?|(\\S+))");
  private static final int MOST_PARTS = 20;

  /**
   * A filter.
   *
   * @param key which
   * @param values one of which it has to be
   * @param isExcluded whether it must be none of them instead
   */
  record Filter(SearchKey key, List<String> values, boolean isExcluded) {
    Filter {
      values = List.copyOf(values);
    }
  }

  /**
   * A word, or several in quotes.
   *
   * @param text what a message has to contain
   * @param isExcluded whether it must not instead
   */
  record Word(String text, boolean isExcluded) {}

  private final List<Filter> filters = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private SearchText() {}

  static SearchText of(String typed) {
    SearchText text = new SearchText();
    Matcher matcher = PART.matcher(typed);
    int parts = 0;
    while (matcher.find()) {
      if (++parts > MOST_PARTS) {
        text.problems.add("Use at most " + MOST_PARTS + " words and filters in one search.");
        break;
      }
      text.add(matcher);
    }
    return text;
  }

  private void add(Matcher part) {
    if (part.group(1) != null) {
      problems.add("'" + Text.cut(part.group(1)) + ":' has no value.");
      return;
    }
    boolean isExcluded = !part.group(2).isEmpty();
    @Nullable String name = part.group(3);
    @Nullable String quoted = part.group(4);
    String value = quoted == null ? part.group(5) : quoted;
    if (name != null) {
      addFilter(name, value, quoted != null, isExcluded);
    } else if (!value.isBlank()) {
      words.add(new Word(value.strip(), isExcluded));
    }
  }

  private void addFilter(String name, String value, boolean isQuoted, boolean isExcluded) {
    Optional<SearchKey> key = SearchKey.of(name);
    if (key.isEmpty()) {
      problems.add(unknown(name));
      return;
    }
    List<String> values =
        Arrays.stream(
                isQuoted || key.get().isSingle() ? new String[] {value} : value.split(",", -1))
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .toList();
    add(new Filter(key.get(), values, isExcluded));
  }

  private void add(Filter filter) {
    String word = filter.key().word();
    if (filter.values().isEmpty()) {
      problems.add("'" + word + ":' has no value.");
    } else if (filter.key().isSingle() && filter.isExcluded()) {
      problems.add("'" + word + ":' cannot be excluded with a minus sign.");
    } else if (filter.key().isSingle() && has(filter.key())) {
      problems.add("'" + word + ":' is given twice. Use it once.");
    } else {
      filters.add(filter);
    }
  }

  private static String unknown(String name) {
    String shown = Text.cut(name);
    String hint = Suggestion.hint(name, SearchKey.words());
    return "Unknown filter '"
        + shown
        + "'"
        + (hint.isEmpty() ? "." : hint)
        + " Known filters: "
        + String.join(", ", SearchKey.words())
        + ". Put text that contains a colon in quotes.";
  }

  boolean has(SearchKey key) {
    return filters.stream().anyMatch(filter -> filter.key() == key);
  }

  List<Filter> filters(SearchKey key) {
    return filters.stream().filter(filter -> filter.key() == key).toList();
  }

  List<Word> words() {
    return words;
  }

  /** What could not be understood. */
  List<String> problems() {
    return problems;
  }

  /** Whether a list is asked for by nothing but one word. */
  Optional<String> onlyWord() {
    return filters.isEmpty() && words.size() == 1 && !words.get(0).isExcluded()
        ? Optional.of(words.get(0).text())
        : Optional.empty();
  }
}
