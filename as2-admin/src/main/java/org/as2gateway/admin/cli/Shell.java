package org.as2gateway.admin.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.Text;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a command: where it prints, its environment, the time.
 *
 * @param out standard output, UTF-8 whatever the locale says
 * @param err standard error
 * @param environment environment variables
 * @param defaultHome the home if nothing names another
 * @param isTerminal whether somebody watches standard error
 * @param clock the time
 */
record Shell(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    Path defaultHome,
    boolean isTerminal,
    Clock clock) {
  /** The process's own. */
  static Shell ofProcess() {
    return new Shell(
        writer(new FileOutputStream(FileDescriptor.out)),
        writer(new FileOutputStream(FileDescriptor.err)),
        System.getenv(),
        Path.of(System.getProperty("as2.home", "")).toAbsolutePath(),
        Boolean.getBoolean("as2.terminal"),
        Clock.systemUTC());
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  /** The home: the option, else AS2_HOME, else the launcher's folder. */
  Path home(@Nullable Path option) {
    if (option != null) {
      return option.toAbsolutePath().normalize();
    }
    String variable = environment.getOrDefault("AS2_HOME", "");
    Path home = variable.isBlank() ? defaultHome : Path.of(variable);
    return home.toAbsolutePath().normalize();
  }

  /** Prints a line. */
  void line(String text) {
    out.println(text);
  }

  /** Prints what went wrong, as a sentence. */
  void error(String text) {
    err.println("as2: " + Text.sentence(text));
  }

  /** Prints a document, indented. */
  void json(Object document) {
    out.println(Json.tree(document).toPrettyString());
  }
}
