package org.as2gateway.transport.sftp.ssh;

/**
 * Keeps the SSH library from registering Bouncy Castle with the JVM: an engine inside another
 * program must not change its providers. Each class that enters the library calls it first.
 */
final class SshSecurity {
  private static final String NAMED = "org.apache.sshd.security.provider.BC.useNamed";

  private SshSecurity() {}

  /**
   * The library takes its provider by reference from now on, unless somebody has said otherwise.
   */
  static void prepare() {
    if (System.getProperty(NAMED) == null) {
      System.setProperty(NAMED, "false");
    }
  }
}
