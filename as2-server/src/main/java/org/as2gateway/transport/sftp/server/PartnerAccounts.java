package org.as2gateway.transport.sftp.server;

import java.security.PublicKey;

/** Who may sign in. Safe for many threads; asked at each attempt, so that changes apply at once. */
public interface PartnerAccounts {
  /** Whether the user may sign in with that key, which he has yet to prove. */
  boolean acceptsKey(String user, PublicKey key);

  /** Whether the user has signed in from that network not long ago. */
  boolean isUsual(String user, String network);

  /** The user has signed in from that network. */
  void signedIn(String user, String network);

  /** Whether the user may sign in with that password. */
  boolean acceptsPassword(String user, String password);
}
