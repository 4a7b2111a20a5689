package org.as2gateway.admin.partners;

import java.util.List;
import org.as2gateway.transport.sftp.SftpTroubles.Trouble;
import org.as2gateway.transport.sftp.client.SftpProblem.WrongHostKey;
import org.jspecify.annotations.Nullable;

/**
 * The host keys of an SFTP server of a partner.
 *
 * @param address host and port
 * @param partnerships names of the partnerships that use the server
 * @param pinned fingerprints that are accepted, in the order of the file
 * @param trouble what the server showed instead; null if it showed nothing else
 */
public record ServerKeys(
    String address, List<String> partnerships, List<String> pinned, @Nullable Trouble trouble) {
  /** Copies the lists. */
  public ServerKeys {
    partnerships = List.copyOf(partnerships);
    pinned = List.copyOf(pinned);
  }

  /** The key that the server shows and that is not pinned; null if there is none. */
  public @Nullable WrongHostKey found() {
    return trouble == null ? null : trouble.hostKey().orElse(null);
  }

  /** Whether one can be dropped and another one is left. */
  public boolean hasSeveral() {
    return pinned.size() > 1;
  }
}
