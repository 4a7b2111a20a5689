package org.as2gateway.transport.sftp.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.as2gateway.as2.wire.PartnerText;

/**
 * A place in the virtual root: the root, {@code in}, {@code out}, or a file of one of the two.
 * Nothing else exists, so nothing else can be named.
 *
 * @param folder empty for the root
 * @param name empty for a folder
 */
record VirtualPath(String folder, String name) {
  static final String IN = "in";
  static final String OUT = "out";
  private static final int MOST_NAME_BYTES = 150;

  /** Reads what a client sent: absolute or from the root, with {@code .} and {@code ..}. */
  static VirtualPath parse(String path) throws Refusal {
    Deque<String> steps = new ArrayDeque<>();
    for (String step : path.split("/", -1)) {
      if (step.equals("..")) {
        steps.pollLast();
      } else if (!step.isEmpty() && !step.equals(".")) {
        steps.addLast(step);
      }
    }
    String shown = PartnerText.clean(path, MOST_NAME_BYTES);
    if (steps.isEmpty()) {
      return new VirtualPath("", "");
    }
    String folder = steps.removeFirst();
    if ((!folder.equals(IN) && !folder.equals(OUT)) || steps.size() > 1) {
      throw Refusal.missing(shown);
    }
    return new VirtualPath(folder, steps.isEmpty() ? "" : checked(steps.removeFirst()));
  }

  private static String checked(String name) throws Refusal {
    if (name.getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES) {
      throw Refusal.failed("file names have at most " + MOST_NAME_BYTES + " bytes");
    }
    if (name.chars().anyMatch(Character::isISOControl) || name.indexOf('\\') >= 0) {
      throw Refusal.failed("file names have no control characters and no backslash");
    }
    return name;
  }

  boolean isFolder() {
    return name.isEmpty();
  }

  boolean isIn() {
    return folder.equals(IN);
  }

  boolean isOut() {
    return folder.equals(OUT);
  }

  String text() {
    return folder.isEmpty() ? "/" : isFolder() ? "/" + folder : "/" + folder + "/" + name;
  }
}
