package org.as2gateway.usps.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.as2gateway.usps.layouts.Field;
import org.as2gateway.usps.layouts.RecordLayout;

/**
 * The fields of one line, where they stand in its buffer. One instance serves for all lines of a
 * file. Fields count from 1. Not safe for many threads.
 */
public final class Fields {
  private byte[] bytes = {};
  private int[] starts = new int[128];
  private int[] ends = new int[128];
  private int count;

  /** Splits the line at each pipe. */
  public void split(LineReader line) {
    bytes = line.buffer();
    count = 0;
    int start = line.from();
    int to = line.to();
    for (int i = start; i < to; i++) {
      if (bytes[i] == '|') {
        add(start, i);
        start = i + 1;
      }
    }
    add(start, to);
  }

  /** Cuts the line at the positions of the layout; a field behind the end of the line is empty. */
  public void cut(LineReader line, RecordLayout layout) {
    bytes = line.buffer();
    count = 0;
    for (Field field : layout.fields()) {
      int start = Math.min(line.from() + field.start() - 1, line.to());
      add(start, Math.min(line.from() + field.end(), line.to()));
    }
  }

  private void add(int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    starts[count] = start;
    ends[count] = end;
    count++;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** Leaves the last one out. */
  public void dropLast() {
    count--;
  }

  /** How many bytes the field has. */
  public int length(int field) {
    return ends[field - 1] - starts[field - 1];
  }

  /** Whether the field is empty or has nothing but spaces. */
  public boolean isBlank(int field) {
    for (int i = starts[field - 1]; i < ends[field - 1]; i++) {
      if (bytes[i] != ' ') {
        return false;
      }
    }
    return true;
  }

  /** Whether the field has nothing but digits, with spaces behind them or not. */
  public boolean isDigits(int field) {
    int i = starts[field - 1];
    int end = ends[field - 1];
    while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    while (i < end && bytes[i] == ' ') {
      i++;
    }
    return i == end;
  }

  /** The field without spaces around it, each byte as the character of its value. */
  public String text(int field) {
    int start = starts[field - 1];
    int end = ends[field - 1];
    while (end > start && bytes[end - 1] == ' ') {
      end--;
    }
    while (start < end && bytes[start] == ' ') {
      start++;
    }
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /** Whether the field without spaces behind it is that text, in ASCII. */
  public boolean is(int field, String text) {
    int start = starts[field - 1];
    int end = ends[field - 1];
    while (end > start && bytes[end - 1] == ' ') {
      end--;
    }
    if (end - start != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[start + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
