package org.as2gateway.usps.correction;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.as2.wire.ContentSource;
import org.as2gateway.store.db.Transactions;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.usps.contents.JdbcContents;
import org.as2gateway.usps.intake.Intake.Payloads;
import org.as2gateway.usps.layouts.UspsTables;
import org.as2gateway.usps.ledger.FileMessage;
import org.as2gateway.usps.ledger.FileState;
import org.as2gateway.usps.ledger.Ledger;
import org.as2gateway.usps.ledger.UspsFile;

/** Corrections of files that were sent: built, kept until they are sent. Safe for many threads. */
public final class Corrections {
  /** How large corrected lines may be in all. */
  public static final long MOST_LINE_BYTES = 1L << 30;

  private static final Duration KEPT = Duration.ofDays(120);
  private static final int BATCH = 100;

  private final Parts parts;
  private final JdbcDrafts drafts;

  /**
   * What corrections are made of.
   *
   * @param transactions over several of them
   * @param drafts where they are kept
   * @param contents their bytes
   * @param payloads the files that were sent
   * @param messages their names
   * @param ledger what was sent, and what became of it
   * @param tables layouts
   * @param clock the time
   */
  public record Parts(
      Transactions transactions,
      JdbcDrafts drafts,
      JdbcContents contents,
      Payloads payloads,
      MessageLog messages,
      Ledger ledger,
      Supplier<UspsTables> tables,
      Clock clock) {}

  /** Made of those. */
  public Corrections(Parts parts) {
    this.parts = parts;
    this.drafts = parts.drafts();
  }

  /** Those that were built. */
  public JdbcDrafts drafts() {
    return drafts;
  }

  /** The bytes of one. */
  public ContentSource content(Draft draft) {
    return parts.contents().source(draft.id());
  }

  /** Pieces of a file that were rejected and not accepted since. */
  public PieceSet rejected(UspsFile file) {
    return drafts.rejected(file.id());
  }

  /**
   * The file that is to be corrected.
   *
   * @throws CorrectionException if it cannot be, with the reason and what to do
   */
  public UspsFile requireCorrectable(String efn) throws CorrectionException {
    UspsFile file =
        parts
            .ledger()
            .files()
            .find(efn)
            .orElseThrow(
                () ->
                    new CorrectionException(
                        "no file '"
                            + efn
                            + "' is known; USPS refuses a correction of a file that"
                            + " was not posted before. Send the complete file first"));
    if (sent(file).isEmpty()) {
      throw new CorrectionException(
          "file '"
              + efn
              + "' was not sent yet (it is "
              + file.state().text()
              + "); fix the file"
              + " itself and send it");
    }
    if (file.state() == FileState.REJECTED) {
      throw new CorrectionException(
          "file '"
              + efn
              + "' was rejected as a whole: nothing of it was posted, and USPS refuses a"
              + " correction of a file that was not posted. Fix the complete file and send it"
              + " again: as a correction if its header stays the same; else it is stopped because"
              + " its number is known, and you can send it anyway with a reason");
    }
    return file;
  }

  /** Messages that brought the file to USPS, the last at the front. */
  private List<FileMessage> sent(UspsFile file) {
    return parts.ledger().messages().ofFile(file.id()).stream()
        .filter(Corrections::isSent)
        .sorted(Comparator.comparing(FileMessage::message).reversed())
        .toList();
  }

  private static boolean isSent(FileMessage message) {
    return switch (message.state()) {
      case SENT, RECEIVED -> true;
      case BLOCKED, QUEUED, UNUSED -> false;
    };
  }

  /**
   * Builds a correction and keeps it; nothing is sent.
   *
   * @param selection what to carry
   * @param by name of the user
   * @throws CorrectionException if it cannot be built, with the reason and what to do
   * @throws IOException if a file cannot be read, or the correction cannot be kept
   */
  public Draft build(String efn, Selection selection, String by)
      throws IOException, CorrectionException {
    UspsFile file = requireCorrectable(efn);
    List<FileMessage> sent = sent(file);
    FileMessage first = sent.get(sent.size() - 1);
    String id = MessageIds.next(parts.clock());
    boolean isKept = false;
    try {
      Counting counting = new Counting(parts.contents().create(id));
      BuiltCorrection built;
      try (counting) {
        built =
            new CorrectionBuilder(parts.tables().get(), efn, contents(sent, selection), selection)
                .write(counting);
      }
      Draft draft =
          new Draft(
              id,
              efn,
              parts.clock().instant(),
              by,
              file.partnership(),
              filename(first, sent.size()),
              new Draft.Size(built.records(), built.pieces(), built.missing(), counting.bytes),
              null,
              null);
      parts.transactions().durably(() -> add(draft, selection.pieces()));
      isKept = true;
      return draft;
    } finally {
      if (!isKept) {
        parts.contents().remove(id);
      }
    }
  }

  private boolean add(Draft draft, PieceSet pieces) {
    drafts.add(draft, pieces);
    return true;
  }

  private List<ContentSource> contents(List<FileMessage> sent, Selection selection)
      throws CorrectionException {
    List<ContentSource> contents = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      FileMessage message = sent.get(i);
      Optional<ContentSource> content =
          parts.payloads().find(message.message(), message.payload()).map(c -> c);
      boolean isNeeded = i == sent.size() - 1 || !selection.pieces().isEmpty();
      if (content.isEmpty() && isNeeded) {
        throw new CorrectionException(
            "the file that message '"
                + message.message()
                + "' sent is not kept any more, and a"
                + " correction is made of it; build it where the file was made");
      }
      content.ifPresent(contents::add);
    }
    return contents;
  }

  /** The name of the file, with which correction of it that is. */
  private String filename(FileMessage first, int number) {
    String name =
        parts
            .messages()
            .find(first.message())
            .map(message -> message.payloads().get(first.payload()).filename())
            .orElse("manifest");
    int dot = name.indexOf('.', 1);
    String end = dot < 0 ? "" : name.substring(dot);
    return (dot < 0 ? name : name.substring(0, dot)) + "-correction-" + number + end;
  }

  /**
   * Keeps corrected lines while a correction is built of them.
   *
   * @param lines read to its end, not closed
   * @return to be closed
   * @throws IOException if they have more than {@link #MOST_LINE_BYTES}, or cannot be read or kept
   */
  public SpooledLines spool(InputStream lines) throws IOException {
    String id = MessageIds.next(parts.clock());
    parts.contents().put(id, lines, MOST_LINE_BYTES);
    return new SpooledLines(parts.contents().source(id), () -> parts.contents().remove(id));
  }

  /**
   * Corrected lines that are kept for a while.
   *
   * @param content the lines
   * @param removal removes them
   */
  public record SpooledLines(ContentSource content, Runnable removal) implements AutoCloseable {
    @Override
    public void close() {
      removal.run();
    }
  }

  /**
   * A message sends the correction.
   *
   * @return false if another message has sent it
   */
  public boolean sent(Draft draft, String message) {
    Instant now = parts.clock().instant();
    return parts.transactions().durably(() -> drafts.putSent(draft.id(), message, now));
  }

  /** Removes a correction. */
  public void remove(Draft draft) {
    parts
        .transactions()
        .durably(
            () -> {
              parts.contents().remove(draft.id());
              drafts.remove(draft.id());
              return true;
            });
  }

  /** Removes corrections after 120 days. To be called now and then. */
  public void forgetOld() {
    List<Draft> old;
    do {
      old = drafts.old(parts.clock().instant().minus(KEPT), BATCH);
      old.forEach(this::remove);
    } while (old.size() == BATCH && !Thread.currentThread().isInterrupted());
  }

  /** Counts what goes through. */
  private static final class Counting extends OutputStream {
    private final OutputStream out;
    private long bytes;

    Counting(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      bytes++;
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      out.write(octets, from, length);
      bytes += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
