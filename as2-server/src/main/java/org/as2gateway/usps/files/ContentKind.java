package org.as2gateway.usps.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a file that came in is, by its first bytes. */
public enum ContentKind {
  /** Text in lines. */
  TEXT("text", null),
  /** Nothing. */
  EMPTY("an empty file", ""),
  /** A PDF document, such as proof of delivery. */
  PDF("a PDF document", "%PDF-"),
  /** A zip archive. */
  ZIP("a zip archive", "PK\u0003\u0004"),
  /** A file compressed with gzip. */
  GZIP("a gzip file", "\u001f\u008b"),
  /** Text of two bytes a character. */
  UTF16("UTF-16 text", null),
  /** Anything else. */
  BINARY("binary data", null);

  /** How many first bytes are enough to tell. */
  public static final int PEEK_BYTES = 4096;

  private static final int MOST_CONTROLS_PERCENT = 5;

  private final String label;
  private final @Nullable String magic;

  ContentKind(String label, @Nullable String magic) {
    this.label = label;
    this.magic = magic;
  }

  /** What it is called, with its article where it has one. */
  public String label() {
    return label;
  }

  /** The word under which it is stored and shown by the API. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of that stored word. */
  public static ContentKind of(String text) {
    return Arrays.stream(values()).filter(k -> k.text().equals(text)).findFirst().orElse(BINARY);
  }

  /** Whether it may be an answer. */
  public boolean isReadable() {
    return this == TEXT;
  }

  /** The kind of a file that begins so. */
  public static ContentKind of(byte[] start) {
    if (start.length == 0) {
      return EMPTY;
    }
    String text = new String(start, StandardCharsets.ISO_8859_1);
    for (ContentKind kind : values()) {
      if (kind.magic != null && kind != EMPTY && text.startsWith(kind.magic)) {
        return kind;
      }
    }
    if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff")) {
      return UTF16;
    }
    return ofCharacters(text);
  }

  /** ASCII text in UTF-16 has a NUL in each pair; other text has none. */
  private static ContentKind ofCharacters(String text) {
    long zeros = text.chars().filter(c -> c == 0).count();
    if (zeros > 0) {
      return zeros * 5 > text.length() * 2L && zeros * 5 < text.length() * 3L ? UTF16 : BINARY;
    }
    long controls = text.chars().filter(ContentKind::isControl).count();
    return controls * 100 > (long) text.length() * MOST_CONTROLS_PERCENT ? BINARY : TEXT;
  }

  private static boolean isControl(int c) {
    return (c < ' ' && c != '\t' && c != '\r' && c != '\n' && c != '\f') || c == 0x7f;
  }
}
