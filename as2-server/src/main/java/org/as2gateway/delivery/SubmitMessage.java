package org.as2gateway.delivery;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.payload.FileLabel;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.store.payload.StageFile;
import org.as2gateway.store.payload.SubmittedFiles;
import org.as2gateway.store.payload.SubmittedFiles.SubmittedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the payloads of a message as streams and queues it; durable on return. */
public final class SubmitMessage {
  /** Most files of one message, sent or received. */
  public static final int MAX_FILES = PayloadStore.COVERED_CONTENT;

  private static final Logger LOG = LoggerFactory.getLogger(SubmitMessage.class);
  private static final int BUFFER_BYTES = 64 * 1024;

  private final DeliveryContext context;
  private final Transport transport;
  private final QueuedMessages queued;

  SubmitMessage(DeliveryContext context, Transport transport) {
    this.context = context;
    this.transport = transport;
    this.queued = new QueuedMessages(context);
  }

  /**
   * Stores the files and queues one message of them.
   *
   * @param subject Subject header; empty for the partnership's
   * @throws RefusedOperation if the partnership is unknown, not ours to send on, or incomplete, and
   *     nothing is read then; or if there are no files, or more than the partnership takes
   * @throws IOException if reading or storing fails; nothing is queued then
   */
  public MessageRecord submit(
      String partnershipName, Optional<String> subject, SubmittedFiles files)
      throws IOException, RefusedOperation {
    return submit(partnershipName, subject, files, id -> {});
  }

  /**
   * The same, with something more that is stored with the message.
   *
   * @param alongside gets our id of the message, in the transaction that queues it
   */
  public MessageRecord submit(
      String partnershipName,
      Optional<String> subject,
      SubmittedFiles files,
      Consumer<String> alongside)
      throws IOException, RefusedOperation {
    Partnership partnership = queued.sendable(partnershipName, transport);
    String id = MessageIds.next(context.clock());
    List<StageFile> staged = new ArrayList<>();
    try {
      List<PayloadRecord> stored = store(id, staged, partnership, files);
      context.payloads().keep(staged);
      MessageRecord message = transport.create(id, partnership, subject.orElse(null), stored, null);
      staged.forEach(StageFile::handOver); // kept copies outlive a commit of unknown outcome
      enqueue(message, alongside);
      staged.forEach(this::unstage);
      context.wake().run();
      return message;
    } finally {
      for (StageFile file : staged) {
        file.close();
      }
    }
  }

  private List<PayloadRecord> store(
      String id, List<StageFile> staged, Partnership partnership, SubmittedFiles files)
      throws IOException, RefusedOperation {
    List<PayloadRecord> stored = new ArrayList<>();
    for (Optional<SubmittedFile> file = files.next(); file.isPresent(); file = files.next()) {
      int most = partnership.allowsSeveralFiles() ? MAX_FILES : 1;
      if (stored.size() == most) {
        throw RefusedOperation.conflict(
            "partnership '"
                + partnership.name()
                + "' takes at most "
                + most
                + (most == 1
                    ? " file a message (gw.multiple_attachments, gw.transport)"
                    : " files a message"));
      }
      StageFile stage = context.payloads().stage(id, stored.size());
      staged.add(stage);
      stored.add(store(stage, partnership, file.get()));
    }
    if (stored.isEmpty()) {
      throw RefusedOperation.conflict("there is no file to send");
    }
    return stored;
  }

  private void enqueue(MessageRecord message, Consumer<String> alongside) {
    boolean isQueued = false;
    try {
      isQueued =
          context
              .transactions()
              .durably(
                  () -> {
                    queued.enqueue(message, "submitted");
                    alongside.accept(message.id());
                    return true;
                  });
    } finally {
      if (!isQueued) {
        context.payloads().cleaning().commitUncertain(message.id());
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

  private static PayloadRecord store(StageFile staged, Partnership partnership, SubmittedFile file)
      throws IOException {
    MessageDigest sha256 = Sha256.digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    int count;
    while ((count = file.content().read(buffer)) >= 0) {
      sha256.update(buffer, 0, count);
      staged.output().write(buffer, 0, count);
    }
    return new PayloadRecord(
        FileLabel.clean(file.filename()),
        file.contentType().filter(t -> !t.isBlank()).orElse(partnership.message().contentType()),
        staged.bytes(),
        HexFormat.of().formatHex(sha256.digest()),
        null);
  }
}
