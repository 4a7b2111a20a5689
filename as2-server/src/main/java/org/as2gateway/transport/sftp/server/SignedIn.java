package org.as2gateway.transport.sftp.server;

import java.time.Instant;

/**
 * Who signed in.
 *
 * @param address from where
 * @param login with what: {@code key SHA256:…} or {@code password}
 * @param client how the client's software called itself: text from outside
 * @param hostKey fingerprint of the host key that we showed
 */
public record SignedIn(
    String user, String address, String login, String client, String hostKey, Instant at) {}
