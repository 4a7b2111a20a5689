package org.as2gateway.transport.sftp.client;

import java.time.Duration;

/**
 * How long a session waits.
 *
 * @param connect for the TCP connection and the key exchange
 * @param signIn for the sign-in
 * @param answer without any byte in either direction
 */
public record SftpTimeLimits(Duration connect, Duration signIn, Duration answer) {
  /** Ten seconds to connect, thirty to sign in, a minute for an answer. */
  public static final SftpTimeLimits DEFAULT =
      new SftpTimeLimits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60));
}
