package org.as2gateway.registry.partnerships;

import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.address.AddressRange;

/**
 * Who may send on a partnership, before anything of the message is read.
 *
 * @param sources addresses that messages may come from; none for all
 * @param basicUser user that the partner logs in as by HTTP Basic; empty if it does not
 * @param certificateAlias alias whose certificates the partner's TLS client shows; empty for any
 */
public record AccessPolicy(
    List<AddressRange> sources, Optional<String> basicUser, Optional<String> certificateAlias) {
  /** Everybody, without a login. */
  public static final AccessPolicy OPEN =
      new AccessPolicy(List.of(), Optional.empty(), Optional.empty());

  /** Copies the list. */
  public AccessPolicy {
    sources = List.copyOf(sources);
  }

  /** Whether a message may come from that address. */
  public boolean allows(String address) {
    return sources.isEmpty() || sources.stream().anyMatch(range -> range.contains(address));
  }
}
