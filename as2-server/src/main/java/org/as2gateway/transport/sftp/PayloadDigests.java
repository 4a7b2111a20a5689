package org.as2gateway.transport.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.payload.Content;

/**
 * Files out of an outbox folder are taken unread: their digests are made before the first attempt.
 */
final class PayloadDigests {
  private static final int BUFFER_BYTES = 64 * 1024;
  private final DeliveryContext context;

  PayloadDigests(DeliveryContext context) {
    this.context = context;
  }

  /**
   * The message with all digests, durably recorded; empty if it changed meanwhile, as when it was
   * cancelled.
   */
  Optional<MessageRecord> complete(MessageRecord message) throws IOException {
    if (message.payloads().stream().noneMatch(payload -> payload.sha256().isEmpty())) {
      return Optional.of(message);
    }
    List<PayloadRecord> payloads = new ArrayList<>();
    for (int i = 0; i < message.payloads().size(); i++) {
      payloads.add(digested(message, i));
    }
    MessageRecord made =
        message
            .withPayloads(payloads)
            .withState(message.state().withUpdatedAt(context.clock().instant()));
    boolean isStored =
        context.transactions().durably(() -> context.messages().update(made, message));
    return isStored ? Optional.of(made) : Optional.empty();
  }

  private PayloadRecord digested(MessageRecord message, int index) throws IOException {
    PayloadRecord payload = message.payloads().get(index);
    Content content =
        context
            .payloads()
            .payload(message.id(), index)
            .orElseThrow(() -> new IOException("the file of the message under data/ is gone"));
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    String version = content.version();
    try (InputStream in = content.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        bytes += n;
      }
    }
    if (!content.version().equals(version)) {
      throw new IOException("the file was written to while it was read");
    }
    context.payloads().sync(message.id(), index);
    return new PayloadRecord(
        payload.filename(),
        payload.contentType(),
        bytes,
        HexFormat.of().formatHex(digest.digest()),
        null);
  }
}
