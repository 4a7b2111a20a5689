package org.as2gateway.admin.partners;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The host keys of a partner's SFTP servers.
 *
 * @param partner its name
 * @param servers its servers
 * @param note as typed
 * @param error why the last change was not made; null if it was
 */
public record HostKeysView(
    String partner, List<ServerKeys> servers, String note, @Nullable String error) {
  /** Copies the list. */
  public HostKeysView {
    servers = List.copyOf(servers);
  }
}
