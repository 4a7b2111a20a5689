package org.as2gateway.admin;

import org.as2gateway.admin.cli.As2CommandLine;

/** The program behind the launcher {@code as2}. */
public final class Main {
  private Main() {}

  /** Runs a command and exits with its status: 0 done, 1 failed, 2 usage. */
  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals("start")) {
      // settings of the log, which takes them when the first class with a logger is loaded
      System.setProperty("as2.log.level", "INFO");
      System.setProperty("as2.log.target", "System.out");
    }
    System.exit(As2CommandLine.run(arguments));
  }
}
