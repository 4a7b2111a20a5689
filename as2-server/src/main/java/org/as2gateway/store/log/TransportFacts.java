package org.as2gateway.store.log;

import org.as2gateway.transport.TransportKind;

/** What the transport of a message says of it. */
public sealed interface TransportFacts permits As2Facts, FileFacts {
  /** The way it travels. */
  TransportKind transport();

  /** How the sender is named there: an AS2 id, else the name of the partner. */
  String from();

  /** How the receiver is named there: an AS2 id, else the name of the partner. */
  String to();

  /** Whether it is signed. */
  boolean isSigned();

  /** Whether it is encrypted. */
  boolean isEncrypted();
}
