package org.as2gateway.registry;

import java.util.ArrayList;
import java.util.List;

/** Differences between two texts in the unified format, three lines of context. */
public final class UnifiedDiff {
  private static final int CONTEXT = 3;
  private static final long MOST_CELLS = 4_000_000; // beyond, one block replaces another

  /** A line of the edit script: kept, removed or added. */
  private record Line(char kind, String text) {}

  private UnifiedDiff() {}

  /** The difference under a file name; empty if there is none. */
  public static String of(String name, List<String> before, List<String> after) {
    List<Line> script = script(before, after);
    StringBuilder diff = new StringBuilder();
    int oldLine = 1;
    int newLine = 1;
    int at = 0;
    while (at < script.size()) {
      if (script.get(at).kind() == ' ') {
        at++;
        oldLine++;
        newLine++;
        continue;
      }
      int lead = Math.min(CONTEXT, at);
      int end = hunkEnd(script, at);
      List<Line> hunk = script.subList(at - lead, end);
      append(diff, hunk, oldLine - lead, newLine - lead);
      oldLine += count(script.subList(at, end), '+');
      newLine += count(script.subList(at, end), '-');
      at = end;
    }
    return diff.isEmpty() ? "" : "--- " + name + "\n+++ " + name + "\n" + diff;
  }

  /** After the changes that lie close together, and their context. */
  private static int hunkEnd(List<Line> script, int start) {
    int lastChange = start;
    for (int i = start; i < script.size() && i - lastChange <= 2 * CONTEXT; i++) {
      lastChange = script.get(i).kind() == ' ' ? lastChange : i;
    }
    return Math.min(script.size(), lastChange + 1 + CONTEXT);
  }

  private static void append(StringBuilder diff, List<Line> hunk, int oldStart, int newStart) {
    int oldCount = count(hunk, '+');
    int newCount = count(hunk, '-');
    diff.append("@@ -")
        .append(oldCount == 0 ? oldStart - 1 : oldStart)
        .append(',')
        .append(oldCount);
    diff.append(" +").append(newCount == 0 ? newStart - 1 : newStart).append(',').append(newCount);
    diff.append(" @@\n");
    hunk.forEach(line -> diff.append(line.kind()).append(line.text()).append('\n'));
  }

  private static int count(List<Line> lines, char without) {
    return (int) lines.stream().filter(l -> l.kind() != without).count();
  }

  private static List<Line> script(List<String> before, List<String> after) {
    int head = 0;
    int shorter = Math.min(before.size(), after.size());
    while (head < shorter && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    List<Line> script = new ArrayList<>();
    before.subList(0, head).forEach(l -> script.add(new Line(' ', l)));
    script.addAll(
        middle(
            before.subList(head, before.size() - tail), after.subList(head, after.size() - tail)));
    before.subList(before.size() - tail, before.size()).forEach(l -> script.add(new Line(' ', l)));
    return script;
  }

  private static List<Line> middle(List<String> before, List<String> after) {
    List<Line> script = new ArrayList<>();
    if ((long) before.size() * after.size() > MOST_CELLS) {
      before.forEach(l -> script.add(new Line('-', l)));
      after.forEach(l -> script.add(new Line('+', l)));
      return script;
    }
    int[][] common = longestCommon(before, after);
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        script.add(new Line(' ', before.get(i++)));
        j++;
      } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
        script.add(new Line('-', before.get(i++)));
      } else {
        script.add(new Line('+', after.get(j++)));
      }
    }
    return script;
  }

  /** Lengths of the longest common subsequence of what follows each pair of places. */
  private static int[][] longestCommon(List<String> before, List<String> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
