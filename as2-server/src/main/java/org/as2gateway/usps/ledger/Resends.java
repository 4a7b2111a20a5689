package org.as2gateway.usps.ledger;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.store.log.HandledMessages;

/** Which messages are the same to USPS: one, and those in place of which it is sent again. */
final class Resends {
  private static final int MOST = 1000;

  private final HandledMessages handled;

  Resends(HandledMessages handled) {
    this.handled = handled;
  }

  /** The message, the one that it repeats, and so on to the first. */
  Set<String> family(String message) {
    Set<String> family = new LinkedHashSet<>(Set.of(message));
    Optional<String> original = original(message);
    while (original.isPresent() && family.size() < MOST && family.add(original.get())) {
      original = original(original.get());
    }
    return family;
  }

  private Optional<String> original(String message) {
    return Optional.ofNullable(handled.originals(Set.of(message)).get(message));
  }
}
