package org.as2gateway.registry.partnerships;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which files may be sent without a question.
 *
 * @param names patterns of file names, {@code *} and {@code ?}, letter case ignored; none for any
 * @param minBytes the smallest size
 */
public record FilePolicy(List<String> names, long minBytes) {
  /** Every file. */
  public static final FilePolicy ANY = new FilePolicy(List.of(), 0);

  /** Copies the list. */
  public FilePolicy {
    names = List.copyOf(names);
  }

  /** Whether every file may be sent. */
  public boolean isEmpty() {
    return names.isEmpty() && minBytes == 0;
  }

  /** Whether a file of that name may be sent. */
  public boolean allowsName(String filename) {
    return names.isEmpty() || names.stream().anyMatch(name -> matches(name, filename));
  }

  private static boolean matches(String pattern, String filename) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toLowerCase(Locale.ROOT).toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL)
        .matcher(filename.toLowerCase(Locale.ROOT))
        .matches();
  }
}
