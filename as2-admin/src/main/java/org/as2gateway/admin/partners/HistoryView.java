package org.as2gateway.admin.partners;

import java.util.List;
import org.as2gateway.registry.RegistryWatcher;
import org.as2gateway.registry.Revision;

/**
 * The registry's revisions.
 *
 * @param revisions newest first
 */
public record HistoryView(List<Revision> revisions) {
  /**
   * A line of a difference.
   *
   * @param kind {@code added}, {@code removed}, {@code place} or blank
   * @param text the line
   */
  public record Line(String kind, String text) {}

  /** Whether the files were edited by hand. */
  public boolean isByHand(Revision revision) {
    return revision.author().equals(RegistryWatcher.BY_HAND);
  }

  /** The lines of a revision's difference. */
  public List<Line> lines(Revision revision) {
    return lines(revision.difference());
  }

  /** The lines of a difference. */
  static List<Line> lines(String difference) {
    return difference.lines().map(line -> new Line(kind(line), line)).toList();
  }

  private static String kind(String line) {
    if (line.startsWith("@@") || line.startsWith("---") || line.startsWith("+++")) {
      return "place";
    }
    return line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : "";
  }

  /** How many lines were added. */
  public long added(Revision revision) {
    return lines(revision).stream().filter(line -> line.kind().equals("added")).count();
  }

  /** How many lines were removed. */
  public long removed(Revision revision) {
    return lines(revision).stream().filter(line -> line.kind().equals("removed")).count();
  }
}
