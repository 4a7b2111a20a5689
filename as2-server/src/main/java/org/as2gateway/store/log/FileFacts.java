package org.as2gateway.store.log;

import org.as2gateway.transport.TransportKind;

/**
 * What is known of a message that travels as plain files, without headers and receipts.
 *
 * @param transport the way it travels, not AS2
 * @param from name of the partner that sends
 * @param to name of the partner that receives
 * @param isSigned whether the files are signed
 * @param isEncrypted whether they are encrypted
 */
public record FileFacts(
    TransportKind transport, String from, String to, boolean isSigned, boolean isEncrypted)
    implements TransportFacts {
  /** Rejects AS2, which says more of its messages. */
  public FileFacts {
    if (transport == TransportKind.AS2) {
      throw new IllegalArgumentException("messages of AS2 have AS2 facts");
    }
  }
}
