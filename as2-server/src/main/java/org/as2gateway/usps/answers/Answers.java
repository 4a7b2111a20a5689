package org.as2gateway.usps.answers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.ContentSource;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.payload.FileLabel;
import org.as2gateway.usps.answers.AnswerFile.Place;
import org.as2gateway.usps.answers.JdbcAnswerFiles.Arrival;
import org.as2gateway.usps.files.AnswerLine;
import org.as2gateway.usps.files.AnswerReader;
import org.as2gateway.usps.files.ContentKind;
import org.as2gateway.usps.files.PublishedMessages;
import org.as2gateway.usps.intake.IncomingFile;
import org.as2gateway.usps.intake.IncomingFileHandler;

/**
 * Confirmation and error files: kept, read, read again when a profile changes. Safe for many
 * threads.
 */
public final class Answers implements IncomingFileHandler {
  /** How large an uploaded answer may be. */
  public static final long MOST_BYTES = 256L << 20;

  private final AnswerStores stores;
  private final AnswerWork work;

  /** Answers in these stores. */
  public Answers(AnswerStores stores) {
    this.stores = stores;
    this.work = new AnswerWork(stores);
  }

  /** The answers. */
  public JdbcAnswerFiles files() {
    return stores.files();
  }

  /** What they say of files. */
  public JdbcAnswerFindings findings() {
    return stores.findings();
  }

  /** How to read them. */
  public JdbcProfiles profiles() {
    return stores.profiles();
  }

  /** Reads what is due; to be run again and again. */
  public Runnable work() {
    return work;
  }

  /** Removes what is old and waits for nobody; to be run now and then. */
  public Runnable forgetting() {
    return work::forgetOld;
  }

  /** Keeps any file as an answer and reads it; others must have been asked first. */
  @Override
  public boolean take(IncomingFile file) throws IOException {
    ContentKind kind;
    try (InputStream stream = file.content().open()) {
      kind = ContentKind.of(stream.readNBytes(ContentKind.PEEK_BYTES));
    }
    Place place = new Place(file.message(), file.payload(), null);
    Instant now = stores.clock().instant();
    keep(
        new Arrival(
            now, file.filename(), file.partnership(), place, file.content().bytes(), kind, null));
    return true;
  }

  /**
   * Keeps a file that came another way, such as by mail, and reads it.
   *
   * @param stream read to its end, not closed
   * @param by name of the user
   * @return the file as it stands then
   * @throws IOException if it has more than {@link #MOST_BYTES}, or cannot be read or kept
   */
  public AnswerFile upload(String filename, InputStream stream, String by) throws IOException {
    String id = MessageIds.next(stores.clock());
    byte[] start = stream.readNBytes(ContentKind.PEEK_BYTES);
    InputStream complete = new SequenceInputStream(new ByteArrayInputStream(start), stream);
    long bytes = stores.contents().put(id, complete, MOST_BYTES);
    String label = FileLabel.clean(filename);
    Place place = new Place(null, 0, id);
    Instant now = stores.clock().instant();
    long file = keep(new Arrival(now, label, "", place, bytes, ContentKind.of(start), by));
    return stores.files().find(file).orElseThrow();
  }

  private long keep(Arrival arrival) throws IOException {
    long id = stores.transactions().durably(() -> stores.files().add(arrival));
    work.read(id);
    return id;
  }

  /** A user has dealt with a file that waits or stands aside. Returns false if it does neither. */
  public boolean close(long id, String note, String by) {
    return stores.transactions().durably(() -> stores.files().close(id, note, by));
  }

  /** The content of an answer; empty if it is gone. */
  public Optional<ContentSource> content(AnswerFile file) {
    return work.content(file);
  }

  /**
   * Saves a profile; files that wait, and those that it has read, are read again.
   *
   * @return the profile, with an id if it had none
   */
  public Profile save(Profile profile, String by) {
    Profile saved =
        profile.id().isEmpty() ? profile.withId(MessageIds.next(stores.clock())) : profile;
    change(saved, false, by);
    return saved;
  }

  /** Removes a profile; what it has read is read again without it. */
  public void remove(Profile profile, String by) {
    change(profile, true, by);
  }

  private void change(Profile profile, boolean isRemoved, String by) {
    stores
        .transactions()
        .durably(
            () -> {
              stores.profiles().add(profile, isRemoved, stores.clock().instant(), by);
              stores.files().retry(profile.id());
              return true;
            });
  }

  /**
   * Takes the last change of a profile back: it is again as it was before.
   *
   * @return the profile as it is then; empty if it was removed or new before
   */
  public Optional<Profile> undo(String id, String by) {
    return stores.transactions().durably(() -> restored(id, by));
  }

  private Optional<Profile> restored(String id, String by) {
    List<ProfileRevision> revisions = stores.profiles().revisions(id);
    if (revisions.isEmpty()) {
      return Optional.empty();
    }
    boolean hasBefore = revisions.size() > 1;
    ProfileRevision to = revisions.get(hasBefore ? 1 : 0);
    boolean isRemoved = !hasBefore || to.isRemoved();
    change(to.profile(), isRemoved, by);
    return isRemoved ? Optional.empty() : Optional.of(to.profile());
  }

  /**
   * A line with what it would mean.
   *
   * @param line as it stands there
   * @param marks what it says
   */
  public record ReadLine(AnswerLine line, List<Mark> marks) {
    /** Copies the list. */
    public ReadLine {
      marks = List.copyOf(marks);
    }
  }

  /**
   * The first lines of a content with what they mean.
   *
   * @param profile reads them; empty for what is certain
   */
  public List<ReadLine> lines(ContentSource content, Optional<Profile> profile, int limit)
      throws IOException {
    PublishedMessages messages = messages();
    LineJudge judge =
        profile.<LineJudge>map(p -> new ProfileJudge(p, messages)).orElse(new CertainJudge());
    List<ReadLine> lines = new ArrayList<>();
    try (InputStream stream = content.open()) {
      AnswerReader reader = new AnswerReader(stream, messages);
      Optional<AnswerLine> line = reader.next();
      while (line.isPresent() && lines.size() < limit) {
        lines.add(new ReadLine(line.get(), judge.judge(line.get())));
        line = reader.next();
      }
    }
    return lines;
  }

  /** The published messages, with cause, remedy and whom to ask. */
  public PublishedMessages messages() {
    return PublishedMessages.of(stores.tables().get());
  }
}
