package org.as2gateway.transport.sftp.server;

import java.time.Duration;

/**
 * What partners and attackers together may take of the listener.
 *
 * @param connections open at a time
 * @param perAddress of them from one address
 * @param notSignedIn of them that have not signed in yet; beyond, the oldest one of the address
 *     with the most is closed
 * @param signIn time to sign in
 * @param idle time without a request
 * @param openFiles of one session
 */
public record ServerLimits(
    int connections,
    int perAddress,
    int notSignedIn,
    Duration signIn,
    Duration idle,
    int openFiles) {
  /** For a listener on the internet. */
  public static final ServerLimits DEFAULT =
      new ServerLimits(400, 20, 100, Duration.ofSeconds(30), Duration.ofMinutes(10), 32);
}
