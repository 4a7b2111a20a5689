package org.as2gateway.usps.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.usps.layouts.CodeList;
import org.as2gateway.usps.layouts.UspsTables;

/** The published error messages, to be found in any text. Safe for many threads. */
public final class PublishedMessages {
  private final List<Phrase> phrases;

  /** A message and the words it is found by. */
  private record Phrase(String words, PublishedMessage message) {}

  private PublishedMessages(List<Phrase> phrases) {
    this.phrases = List.copyOf(phrases);
  }

  /** Those of the list {@code messages}. */
  public static PublishedMessages of(UspsTables tables) {
    CodeList list = tables.codes("messages");
    List<Phrase> phrases = new ArrayList<>();
    list.rows()
        .forEach(
            (code, row) -> {
              PublishedMessage message = message(code, row);
              String words = withoutPlaceholder(words(message.text()));
              if (!words.isEmpty()) {
                phrases.add(new Phrase(words, message));
              }
            });
    phrases.sort(Comparator.comparingInt((Phrase p) -> p.words().length()).reversed());
    return new PublishedMessages(phrases);
  }

  private static PublishedMessage message(String code, Map<String, String> row) {
    return new PublishedMessage(
        code,
        row.getOrDefault("level", ""),
        row.getOrDefault("text", ""),
        row.getOrDefault("meaning", ""),
        row.getOrDefault("remedy", ""),
        row.getOrDefault("ask", ""),
        row.getOrDefault("source", ""));
  }

  /** The message of that code in the list. */
  public Optional<PublishedMessage> byId(String id) {
    return phrases.stream().map(Phrase::message).filter(m -> m.id().equals(id)).findFirst();
  }

  /** The longest message that the text has in it; case and repeated spaces do not count. */
  public Optional<PublishedMessage> find(String text) {
    if (!mayContain(text)) {
      return Optional.empty();
    }
    String words = words(text);
    return phrases.stream()
        .filter(phrase -> contains(words, phrase.words()))
        .map(Phrase::message)
        .findFirst();
  }

  /** A message has letters; most lines of numbers are left out at once. */
  private static boolean mayContain(String text) {
    int letters = 0;
    for (int i = 0; i < text.length() && letters < 8; i++) {
      letters += Character.isLetter(text.charAt(i)) ? 1 : 0;
    }
    return letters >= 8;
  }

  /** Whether the text has the words in it, and no letter or digit beside them. */
  public static boolean contains(String text, String words) {
    int at = text.indexOf(words);
    while (at >= 0) {
      int end = at + words.length();
      boolean isWhole =
          (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
              && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
      if (isWhole) {
        return true;
      }
      at = text.indexOf(words, at + 1);
    }
    return false;
  }

  /** The text in capital letters, each run of white space as one space. */
  public static String words(String text) {
    StringBuilder words = new StringBuilder(text.length());
    boolean isSpace = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c)) {
        words.append(c);
        isSpace = false;
      } else if (!isSpace) {
        words.append(' ');
        isSpace = true;
      }
    }
    int length = words.length();
    if (length > 0 && words.charAt(length - 1) == ' ') {
      words.setLength(length - 1);
    }
    return words.toString().toUpperCase(Locale.ROOT);
  }

  /** Some texts end with a placeholder such as {@code &mt}: a value stands there in a file. */
  private static String withoutPlaceholder(String words) {
    int last = words.lastIndexOf(' ');
    return last > 0 && words.startsWith("&", last + 1) ? words.substring(0, last) : words;
  }
}
