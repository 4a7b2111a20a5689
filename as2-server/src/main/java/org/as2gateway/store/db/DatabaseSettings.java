package org.as2gateway.store.db;

import java.nio.file.Path;
import java.time.Instant;

/**
 * How to reach the database.
 *
 * @param url {@code jdbc:h2:/absolute/path} without further settings, or {@code
 *     jdbc:postgresql://…}
 * @param user user name, empty for the default
 * @param password password, empty for none; never printed
 * @param connections most connections at once, 2 or more
 * @param holder who uses it, for the error of a second gateway
 */
public record DatabaseSettings(
    String url, String user, String password, int connections, DatabaseHolder holder) {
  private static final int DEFAULT_CONNECTIONS = 16;

  /** Refuses fewer than two connections. */
  public DatabaseSettings {
    if (connections < 2) {
      throw new IllegalArgumentException("connections is " + connections + ", expected 2 or more");
    }
  }

  /** Settings of a process without a home. */
  public DatabaseSettings(String url, String user, String password, int connections) {
    this(
        url,
        user,
        password,
        connections,
        DatabaseHolder.ofThisProcess(
            Path.of(""), ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH)));
  }

  /** Settings with the default number of connections. */
  public static DatabaseSettings of(String url, String user, String password) {
    return new DatabaseSettings(url, user, password, DEFAULT_CONNECTIONS);
  }

  /** The same database, used by that gateway. */
  public DatabaseSettings heldBy(DatabaseHolder gateway) {
    return new DatabaseSettings(url, user, password, connections, gateway);
  }

  /** The URL without the passwords that may be in it. */
  public String shownUrl() {
    return url.replaceAll("(?i)([?&](?:ssl)?password=)[^&]*", "$1…");
  }

  @Override
  public String toString() {
    return "DatabaseSettings[" + shownUrl() + "]"; // never the password
  }
}
