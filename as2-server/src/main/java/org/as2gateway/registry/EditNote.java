package org.as2gateway.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * An edit of the registry's files by another program of ours.
 *
 * @param at when
 * @param author whom revision and audit log name
 * @param changes what is different
 */
public record EditNote(Instant at, String author, List<Change> changes) {
  private static final int MOST_CHANGES = 10_000;

  /** Keeps a copy of the changes. */
  public EditNote {
    changes = List.copyOf(changes);
  }

  /**
   * One thing that is different.
   *
   * @param action what was done, as in the audit log: {@code partner-put} …
   * @param subject what it was done to
   * @param before how it was; null where nothing was
   * @param after how it is; null where nothing is left
   */
  public record Change(
      String action, String subject, @Nullable String before, @Nullable String after) {}

  Properties toProperties() {
    Properties text = new Properties();
    text.setProperty("at", at.toString());
    text.setProperty("author", author);
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      text.setProperty(i + ".action", change.action());
      text.setProperty(i + ".subject", change.subject());
      if (change.before() != null) {
        text.setProperty(i + ".before", change.before());
      }
      if (change.after() != null) {
        text.setProperty(i + ".after", change.after());
      }
    }
    return text;
  }

  static EditNote of(Properties text) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < MOST_CHANGES && text.getProperty(i + ".action") != null; i++) {
      changes.add(
          new Change(
              text.getProperty(i + ".action"),
              text.getProperty(i + ".subject", ""),
              text.getProperty(i + ".before"),
              text.getProperty(i + ".after")));
    }
    return new EditNote(
        Instant.parse(text.getProperty("at", "")), text.getProperty("author", "?"), changes);
  }
}
