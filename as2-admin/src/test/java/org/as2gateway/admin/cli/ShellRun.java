package org.as2gateway.admin.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;

/**
 * A command that ran in this process.
 *
 * @param status exit status
 * @param out standard output
 * @param err standard error
 */
record ShellRun(int status, String out, String err) {
  /** Runs a command with that folder as the home, unless it names another. */
  static ShellRun of(Path home, Object... arguments) {
    return with(Map.of(), home, arguments);
  }

  /** The same with these environment variables. */
  static ShellRun with(Map<String, String> environment, Path home, Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Shell shell =
        new Shell(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            environment,
            home,
            false,
            Clock.systemUTC());
    String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    int status = As2CommandLine.run(shell, texts);
    return new ShellRun(status, out.toString(), err.toString());
  }
}
