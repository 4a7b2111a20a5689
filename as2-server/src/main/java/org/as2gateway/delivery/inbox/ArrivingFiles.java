package org.as2gateway.delivery.inbox;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.FileFacts;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.log.TransferState;
import org.as2gateway.store.payload.FileLabel;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.store.payload.InboxName;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.store.payload.StageFile;

/**
 * The files of one message while they arrive: seen by nobody else until they are accepted. Closing
 * it gives up what was not accepted. For one thread.
 */
public final class ArrivingFiles implements AutoCloseable {
  private final Stores stores;
  private final String id;
  private final Partnership partnership;
  private final Instant startedAt;
  private final List<ArrivingFile> arriving = new ArrayList<>();
  private final List<InboxName> names = new ArrayList<>();

  ArrivingFiles(Stores stores, String id, Partnership partnership) {
    this.stores = stores;
    this.id = id;
    this.partnership = partnership;
    this.startedAt = stores.clock().instant();
  }

  /**
   * What they work on.
   *
   * @param messages record of all messages
   * @param files stage and kept copies
   * @param inbox where they go
   * @param clock the time
   */
  record Stores(MessageLog messages, PayloadStore files, InboxDelivery inbox, Clock clock) {}

  /** What became of the files. */
  public sealed interface Result {
    /**
     * They are ours, whatever happens to the machine, and in the inbox or about to be.
     *
     * @param message as it was recorded
     */
    record Accepted(MessageRecord message) implements Result {}

    /**
     * The partnership keeps file names, and one cannot be had in the inbox; nothing is kept.
     *
     * @param cause why, for people
     */
    record NameRefused(String cause) implements Result {}

    /** What was to be stored alongside said no: the files are known already; nothing is kept. */
    record Known() implements Result {}
  }

  /**
   * What is kept with the message.
   *
   * @param facts what the transport says of it
   * @param detail how it came, for people: a phrase such as {@code by SFTP from host:22}
   * @param evidence what else proves where it came from, for {@link #id}
   */
  public record Provenance(FileFacts facts, String detail, List<Evidence> evidence) {
    /** Copies the list. */
    public Provenance {
      evidence = List.copyOf(evidence);
    }
  }

  /** Our id of the message. */
  public String id() {
    return id;
  }

  /**
   * Opens the next file. Closing the stream keeps the file; a file that is not whole must not be
   * accepted.
   *
   * @param filename as the partner names it; cleaned here
   * @param contentType empty for the partnership's
   */
  public OutputStream open(String filename, Optional<String> contentType) throws IOException {
    ArrivingFile file =
        new ArrivingFile(
            stores.files().stage(id, arriving.size()),
            FileLabel.clean(filename),
            contentType.orElse(partnership.message().contentType()));
    arriving.add(file);
    return file;
  }

  /** How many octets of that file have come, the first being 0. */
  public long bytes(int index) {
    return arriving.get(index).stage.bytes();
  }

  /** SHA-256 of what has come of that file, in hexadecimal; nothing can be written to it then. */
  public String sha256(int index) {
    return arriving.get(index).sha256();
  }

  /**
   * Makes the files durable, records the message and brings it to the inbox.
   *
   * @param alongside stores what else belongs to the message, in the same transaction; false if the
   *     files are known already and must not be taken
   * @throws IOException if the disk fails. If the message was recorded before, it is delivered
   *     later; ask the log by {@link #id}
   */
  public Result accept(Provenance provenance, BooleanSupplier alongside) throws IOException {
    stores.files().keep(arriving.stream().map(file -> file.stage).toList());
    Optional<String> refusal = reserveNames();
    if (refusal.isPresent()) {
      return new Result.NameRefused(refusal.get());
    }
    MessageRecord message = record(provenance);
    arriving.forEach(file -> file.stage.handOver());
    boolean isAccepted =
        stores
            .inbox()
            .accept(message, () -> alongside.getAsBoolean() && insert(message, provenance));
    if (!isAccepted) {
      arriving.forEach(file -> file.stage.takeBack());
      return new Result.Known();
    }
    return new Result.Accepted(message);
  }

  private boolean insert(MessageRecord message, Provenance provenance) {
    Instant now = message.state().updatedAt();
    stores.messages().insert(message);
    List<Evidence> evidence = new ArrayList<>(provenance.evidence());
    evidence.add(Evidence.ofContent(message, now));
    stores.messages().addEvidence(evidence);
    stores
        .messages()
        .addEvents(
            id,
            List.of(
                new MessageEvent(
                    startedAt,
                    EventKind.RECEIVED,
                    null,
                    message.bytes() + " bytes " + provenance.detail()),
                new MessageEvent(now, EventKind.ACCEPTED, null, "recorded for the inbox")));
    return true;
  }

  private MessageRecord record(Provenance provenance) {
    List<PayloadRecord> payloads = new ArrayList<>();
    for (int i = 0; i < arriving.size(); i++) {
      ArrivingFile file = arriving.get(i);
      payloads.add(
          new PayloadRecord(
              file.label,
              file.contentType,
              file.stage.bytes(),
              file.sha256(),
              names.get(i).reference()));
    }
    return new MessageRecord(
        id,
        Direction.IN,
        partnership.name(),
        payloads,
        TransferState.received(MessageStatus.ACCEPTED, null, startedAt, stores.clock().instant()),
        provenance.facts());
  }

  private Optional<String> reserveNames() throws IOException {
    PayloadStore files = stores.files();
    String partner = partnership.sender().name();
    String folder = HomeFolders.folderName(partner);
    for (ArrivingFile file : arriving) {
      if (!partnership.message().keepsFilenames()) {
        names.add(
            files.reserveInboxName(
                partner, file.label, name -> stores.messages().isInboxNameReserved(folder, name)));
        continue;
      }
      if (!file.label.equals(files.inboxNames().name(file.label))) {
        return Optional.of(
            "no file here can be named '" + file.label + "', and gw.keep_filenames is set");
      }
      Optional<InboxName> name =
          files.reserveExactName(
              partner, file.label, taken -> stores.messages().isInboxNameReserved(folder, taken));
      if (name.isEmpty()) {
        return Optional.of(
            "a file named '" + file.label + "' is in the inbox, and gw.keep_filenames is set");
      }
      names.add(name.get());
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    for (ArrivingFile file : arriving) {
      file.stage.close();
    }
    names.forEach(InboxName::close);
  }

  /** One file: digested while it is written; what is closed is still to be made durable. */
  private static final class ArrivingFile extends FilterOutputStream {
    private final StageFile stage;
    private final String label;
    private final String contentType;
    private final MessageDigest digest = Sha256.digest();
    private String sha256 = "";

    ArrivingFile(StageFile stage, String label, String contentType) {
      super(stage.output());
      this.stage = stage;
      this.label = label;
      this.contentType = contentType;
    }

    String sha256() {
      if (sha256.isEmpty()) {
        sha256 = HexFormat.of().formatHex(digest.digest());
      }
      return sha256;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      if (!sha256.isEmpty()) {
        throw new IOException("the file is complete");
      }
      out.write(octets, offset, length);
      digest.update(octets, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
