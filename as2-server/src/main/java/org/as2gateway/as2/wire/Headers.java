package org.as2gateway.as2.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Header fields of an HTTP message or MIME entity, in order, names compared without case
 * (protocol.md §4.2). Values hold one logical line: folding is undone on the way in and never
 * produced on the way out (§4.3).
 *
 * @param fields the fields in wire order; a name may occur more than once
 */
public record Headers(List<Field> fields) {
  private static final Headers EMPTY = new Headers(List.of());

  /**
   * One header field.
   *
   * @param name a token of RFC 9110 §5.1
   * @param value the unfolded value without surrounding white space
   */
  public record Field(String name, String value) {
    /** Refuses a name that is no token and a value with control characters other than tab. */
    public Field {
      if (name.isEmpty() || !name.chars().allMatch(Field::isTokenChar)) {
        throw new IllegalArgumentException("header name is not a token");
      }
      if (value.chars().anyMatch(c -> (c < 0x20 && c != '\t') || c == 0x7f)) {
        throw new IllegalArgumentException("header '" + name + "' has a control character");
      }
    }

    private static boolean isTokenChar(int c) {
      return c > 0x20 && c < 0x7f && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0;
    }
  }

  /** Copies the list: the record cannot change. */
  public Headers {
    fields = List.copyOf(fields);
  }

  /** No fields. */
  public static Headers empty() {
    return EMPTY;
  }

  /**
   * Fields from alternating names and values.
   *
   * @throws IllegalArgumentException if the count is odd or a name or value is malformed
   */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a header name lacks its value");
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new Headers(fields);
  }

  /** The first value of the name, compared without case. */
  public Optional<String> first(String name) {
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return Optional.of(field.value());
      }
    }
    return Optional.empty();
  }

  /** All values of the name, in order. */
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /** Whether the name occurs at all. */
  public boolean contains(String name) {
    return first(name).isPresent();
  }

  /** These fields with one more at the end. */
  public Headers with(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Headers(more);
  }

  /** These fields followed by the others. */
  public Headers with(Headers others) {
    List<Field> more = new ArrayList<>(fields);
    more.addAll(others.fields);
    return new Headers(more);
  }

  /** These fields without any of the name. */
  public Headers without(String name) {
    return new Headers(
        fields.stream().filter(field -> !field.name().equalsIgnoreCase(name)).toList());
  }

  /** The fields as lines that end in CR LF, without the blank line that closes a header block. */
  public String toLines() {
    StringBuilder lines = new StringBuilder();
    for (Field field : fields) {
      lines.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    return lines.toString();
  }

  /** The header block as octets: {@link #toLines()} and the blank line. */
  public byte[] toBlock() {
    return (toLines() + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Reads header lines as they stand in MIME: CR LF or LF ends, continuation lines that start with
   * space or tab (RFC 5322 §2.2.3). A line without a colon and a field that is no header are passed
   * over, as mail readers do; control characters become spaces.
   */
  public static Headers parseLenient(String block) {
    List<Field> fields = new ArrayList<>();
    String unfolded = block.replaceAll("\r?\n[ \t]+", " ");
    for (String line : unfolded.split("\r?\n", -1)) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        continue;
      }
      String name = line.substring(0, colon).strip();
      if (!name.isEmpty() && name.chars().allMatch(Field::isTokenChar)) {
        fields.add(
            new Field(
                name,
                line.substring(colon + 1)
                    .replaceAll("[\\x00-\\x08\\x0a-\\x1f\\x7f]", " ")
                    .strip()));
      }
    }
    return new Headers(fields);
  }
}
