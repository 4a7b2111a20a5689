package org.as2gateway.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.as2gateway.messagelog.MessageIds;
import org.as2gateway.messagelog.MessageRecord;
import org.as2gateway.messagelog.PayloadRecord;
import org.as2gateway.partnership.Partnership;
import org.as2gateway.payload.FileLabel;
import org.as2gateway.payload.StageFile;
import org.as2gateway.registry.Registry;
import org.as2gateway.smime.CryptoProviders;
import org.as2gateway.wire.MicAlgorithm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a payload that comes as a stream and queues it; durable on return. */
public final class SubmitMessage {
  private static final Logger LOG = LoggerFactory.getLogger(SubmitMessage.class);
  private static final int BUFFER_BYTES = 64 * 1024;

  private final OutboundContext context;
  private final QueuedMessages queued;

  SubmitMessage(OutboundContext context) {
    this.context = context;
    this.queued = new QueuedMessages(context);
  }

  /**
   * What a payload is called.
   *
   * @param filename as the sender calls it; cleaned before it is used
   * @param contentType media type; empty for the partnership's default
   * @param subject Subject header; empty for the partnership's
   */
  public record Labels(String filename, Optional<String> contentType, Optional<String> subject) {}

  /**
   * Stores the payload and queues a message of it.
   *
   * @param payload read to its end, not closed
   * @throws RefusedOperation if the partnership is unknown, not ours to send on, or incomplete;
   *     nothing is read then
   * @throws IOException if reading or storing fails; nothing is queued then
   */
  public MessageRecord submit(String partnershipName, Labels labels, InputStream payload)
      throws IOException, RefusedOperation {
    Partnership partnership = sendable(context, partnershipName);
    String id = MessageIds.next(context.clock());
    try (StageFile staged = context.payloads().stage(id, 0)) {
      PayloadRecord stored = store(staged, partnership, labels, payload);
      MessageRecord message =
          queued.create(id, partnership, labels.subject().orElse(null), stored, null);
      staged.handOver(); // the kept copy outlives a commit of unknown outcome
      enqueue(message);
      unstage(staged);
      context.wake().run();
      return message;
    }
  }

  private void enqueue(MessageRecord message) {
    boolean isQueued = false;
    try {
      isQueued =
          context
              .transactions()
              .durably(
                  () -> {
                    queued.enqueue(message, "submitted");
                    return true;
                  });
    } finally {
      if (!isQueued) {
        context.payloads().doubt(message.id());
      }
    }
  }

  /** Queued it is: trouble here must not look as if it were not. */
  private void unstage(StageFile staged) {
    try {
      context.payloads().unstage(staged);
    } catch (IOException e) {
      LOG.warn("'{}' stays until the next start: {}", staged.path(), e.toString());
    }
  }

  private PayloadRecord store(
      StageFile staged, Partnership partnership, Labels labels, InputStream payload)
      throws IOException {
    MessageDigest sha256 = CryptoProviders.shared().messageDigest(MicAlgorithm.SHA256);
    byte[] buffer = new byte[BUFFER_BYTES];
    int count;
    while ((count = payload.read(buffer)) >= 0) {
      sha256.update(buffer, 0, count);
      staged.output().write(buffer, 0, count);
    }
    context.payloads().keep(List.of(staged));
    return new PayloadRecord(
        FileLabel.clean(labels.filename()),
        labels.contentType().filter(t -> !t.isBlank()).orElse(partnership.message().contentType()),
        staged.bytes(),
        HexFormat.of().formatHex(sha256.digest()),
        null);
  }

  /** The partnership, if a message can be sent on it now. */
  static Partnership sendable(OutboundContext context, String name) throws RefusedOperation {
    Registry registry = context.registry().get();
    Optional<Partnership> partnership = registry.partnerships().partnership(name);
    if (partnership.isEmpty()) {
      throw RefusedOperation.notFound("there is no partnership '" + name + "'");
    }
    if (!registry.isOutbound(partnership.get())) {
      throw RefusedOperation.conflict(
          "partnership '" + name + "' is not ours to send on: its sender has no key here");
    }
    List<String> missing = registry.missingToSend(partnership.get(), context.clock().instant());
    if (!missing.isEmpty()) {
      throw RefusedOperation.conflict(
          "partnership '" + name + "' is incomplete: it lacks " + String.join(", ", missing));
    }
    return partnership.get();
  }
}
