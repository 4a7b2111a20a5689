package org.as2gateway.registry.partnerships;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the tags in the text of a document and where they stand. The JDK's parser tells only where
 * a start tag ends; an error should name the line on which the faulty attribute stands, and an edit
 * must know where an element begins. Only for text that a parser has found well-formed and without
 * a DTD: it does not check, it locates.
 */
final class TagScanner {
  /**
   * One tag.
   *
   * @param isStart whether it opens an element
   * @param isEnd whether it closes one; both for an empty-element tag
   * @param line where it begins
   * @param attributeLines where its attributes begin, in order
   */
  record Tag(
      boolean isStart, boolean isEnd, int start, int end, int line, List<Integer> attributeLines) {}

  private final String text;
  private int position;
  private int line = 1;

  private TagScanner(String text) {
    this.text = text;
  }

  static List<Tag> scan(String text) {
    return new TagScanner(text).tags();
  }

  private List<Tag> tags() {
    List<Tag> tags = new ArrayList<>();
    while (advanceTo("<")) {
      if (text.startsWith("<!--", position)) {
        skipPast("-->");
      } else if (text.startsWith("<![CDATA[", position)) {
        skipPast("]]>");
      } else if (text.startsWith("<?", position)) {
        skipPast("?>");
      } else {
        tags.add(tag());
      }
    }
    return tags;
  }

  private Tag tag() {
    int start = position;
    int startLine = line;
    boolean isEndTag = text.startsWith("</", start);
    List<Integer> attributeLines = new ArrayList<>();
    boolean isInName = false;
    position++;
    while (position < text.length() && text.charAt(position) != '>') {
      char c = text.charAt(position);
      if (c == '"' || c == '\'') {
        step();
        skipPast(String.valueOf(c));
        isInName = false;
        continue;
      }
      boolean isAttributeName = isNameCharacter(c) && isAfterSpace();
      if (isAttributeName && !isInName) {
        attributeLines.add(line);
      }
      isInName = isNameCharacter(c);
      step();
    }
    boolean isEmptyElement = text.charAt(position - 1) == '/';
    step();
    return new Tag(
        !isEndTag, isEndTag || isEmptyElement, start, position, startLine, attributeLines);
  }

  /** Space before a name tells an attribute from the element's own name. */
  private boolean isAfterSpace() {
    char before = text.charAt(position - 1);
    return Character.isWhitespace(before) && !isAfterEquals();
  }

  private boolean isAfterEquals() {
    int at = position - 1;
    while (at > 0 && Character.isWhitespace(text.charAt(at))) {
      at--;
    }
    return text.charAt(at) == '=';
  }

  private static boolean isNameCharacter(char c) {
    return !Character.isWhitespace(c) && c != '=' && c != '/';
  }

  private boolean advanceTo(String mark) {
    int found = text.indexOf(mark, position);
    moveTo(found < 0 ? text.length() : found);
    return found >= 0;
  }

  private void skipPast(String mark) {
    if (advanceTo(mark)) {
      moveTo(position + mark.length());
    }
  }

  private void step() {
    moveTo(Math.min(position + 1, text.length()));
  }

  private void moveTo(int target) {
    for (; position < target; position++) {
      boolean isBreak =
          text.charAt(position) == '\n'
              || (text.charAt(position) == '\r'
                  && (position + 1 == text.length() || text.charAt(position + 1) != '\n'));
      line += isBreak ? 1 : 0;
    }
  }
}
