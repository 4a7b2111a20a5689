package org.as2gateway.db;

/**
 * How to reach the database.
 *
 * @param url {@code jdbc:h2:/absolute/path} without further settings, or {@code
 *     jdbc:postgresql://…}
 * @param user user name, empty for the default
 * @param password password, empty for none; never printed
 * @param connections most connections at once, 2 or more
 */
public record DatabaseSettings(String url, String user, String password, int connections) {
  private static final int DEFAULT_CONNECTIONS = 16;

  /** Refuses fewer than two connections. */
  public DatabaseSettings {
    if (connections < 2) {
      throw new IllegalArgumentException("connections is " + connections + ", expected 2 or more");
    }
  }

  /** Settings with the default number of connections. */
  public static DatabaseSettings of(String url, String user, String password) {
    return new DatabaseSettings(url, user, password, DEFAULT_CONNECTIONS);
  }

  @Override
  public String toString() {
    return "DatabaseSettings[" + url + "]"; // never the password
  }
}
