package org.as2gateway.usps.layouts;

import java.util.List;

/**
 * One kind of record.
 *
 * @param id its first characters in the file, for example {@code H1}
 * @param fields in order, numbered from 1
 */
public record RecordLayout(String id, List<Field> fields) {
  /** Copies the list; numbers have to be without gaps. */
  public RecordLayout {
    fields = List.copyOf(fields);
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).number() != i + 1) {
        throw new IllegalArgumentException(
            "record " + id + ": field " + fields.get(i).number() + ", expected " + (i + 1));
      }
    }
  }

  /** That field, from 1. */
  public Field field(int number) {
    return fields.get(number - 1);
  }

  /** Characters of a record with fixed positions. */
  public int length() {
    return fields.stream().mapToInt(Field::end).max().orElse(0);
  }
}
