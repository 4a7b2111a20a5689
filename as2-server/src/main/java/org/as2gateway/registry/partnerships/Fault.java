package org.as2gateway.registry.partnerships;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What keeps a partnership from being used though the file names it: a value that is none, a
 * setting that its transport ignores, or a decision that an import left to a person.
 *
 * @param attribute what it is about; empty for the entry itself
 * @param text what was found, what was expected
 */
public record Fault(Optional<PartnershipAttribute> attribute, String text) {
  private static final Set<PartnershipAttribute> NOT_FOR_RECEIVING =
      EnumSet.of(PartnershipAttribute.AS2_URL, PartnershipAttribute.AS2_RECEIPT_OPTION);

  /** Whether nothing can be received either: a URL is only needed to send, or to answer later. */
  public boolean hindersReceiving() {
    return attribute.filter(NOT_FOR_RECEIVING::contains).isEmpty();
  }
}
