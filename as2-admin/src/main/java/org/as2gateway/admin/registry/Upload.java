package org.as2gateway.admin.registry;

import java.util.Optional;
import org.as2gateway.as2.wire.Octets;

/**
 * Something that was uploaded, pasted, or found in a message.
 *
 * @param name what to call it
 * @param content the octets
 * @param origin where it came from, for the audit log; empty if somebody handed it over
 */
public record Upload(String name, Octets content, Optional<String> origin) {
  /** Something that somebody handed over. */
  public Upload(String name, Octets content) {
    this(name, content, Optional.empty());
  }
}
