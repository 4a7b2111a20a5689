package org.as2gateway.store.db;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The gateway that uses a database: what the error of a second one names.
 *
 * @param host name of its machine
 * @param home its home folder
 * @param process its process id
 * @param since when it was started
 */
public record DatabaseHolder(String host, String home, long process, Instant since) {
  private static final int LONGEST_HOST = 255;
  private static final int LONGEST_HOME = 4000;

  /** Cuts what is too long to be kept. */
  public DatabaseHolder {
    host = cut(host, LONGEST_HOST);
    home = cut(home, LONGEST_HOME);
  }

  /** A gateway in this process. */
  public static DatabaseHolder ofThisProcess(Path home, Instant since) {
    return new DatabaseHolder(
        hostName(), home.toAbsolutePath().toString(), ProcessHandle.current().pid(), since);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown"; // a machine whose own name does not resolve
    }
  }

  private static String cut(String text, int length) {
    String oneLine = text.replaceAll("\\p{Cntrl}", "?");
    return oneLine.length() <= length ? oneLine : oneLine.substring(0, length);
  }

  /** Whether that is a gateway of the same home on the same machine, now or earlier. */
  boolean isSameHome(DatabaseHolder other) {
    return host.equals(other.host) && home.equals(other.home);
  }

  /** For a sentence: "home '/srv/as2' on host 'gw1', process 4711, since 2026-…". */
  public String text() {
    return "home '" + home + "' on host '" + host + "', process " + process + ", since " + since;
  }
}
