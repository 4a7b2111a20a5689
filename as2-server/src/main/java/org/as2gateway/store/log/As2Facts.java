package org.as2gateway.store.log;

import org.as2gateway.as2.wire.Mic;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/**
 * What AS2 says of a message (RFC 4130).
 *
 * @param from AS2 id of the sender
 * @param to AS2 id of the receiver
 * @param messageId Message-ID as on the wire, brackets included; empty until one is made
 * @param subject Subject header
 * @param isSigned whether the message is signed
 * @param isEncrypted whether it is encrypted
 * @param isCompressed whether it is compressed
 * @param mic over what RFC 4130 §7.3.1 says
 * @param disposition Disposition of the MDN, sent or received
 * @param mdn where the receipt stands
 */
public record As2Facts(
    String from,
    String to,
    String messageId,
    @Nullable String subject,
    boolean isSigned,
    boolean isEncrypted,
    boolean isCompressed,
    @Nullable Mic mic,
    @Nullable String disposition,
    MdnState mdn)
    implements TransportFacts {
  @Override
  public TransportKind transport() {
    return TransportKind.AS2;
  }

  /** The same with the digest of its content. */
  public As2Facts withMic(@Nullable Mic mic) {
    return new As2Facts(
        from, to, messageId, subject, isSigned, isEncrypted, isCompressed, mic, disposition, mdn);
  }

  /** The same with what was done to the content. */
  public As2Facts withLayers(boolean isSigned, boolean isEncrypted, boolean isCompressed) {
    return new As2Facts(
        from, to, messageId, subject, isSigned, isEncrypted, isCompressed, mic, disposition, mdn);
  }

  /** The same with the state of its receipt, and what that says. */
  public As2Facts withReceipt(MdnState mdn, @Nullable String disposition) {
    return new As2Facts(
        from, to, messageId, subject, isSigned, isEncrypted, isCompressed, mic, disposition, mdn);
  }
}
