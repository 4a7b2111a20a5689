package org.as2gateway.usps.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.store.feed.FeedEntry;
import org.as2gateway.store.feed.Follower;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.usps.ledger.FileMessage.State;

/** Brings the ledger to where the messages are. */
public final class LedgerFollower implements Follower {

  private final Ledger ledger;
  private final MessageLog log;

  /** Follows these messages into that ledger. */
  public LedgerFollower(Ledger ledger, MessageLog log) {
    this.ledger = ledger;
    this.log = log;
  }

  @Override
  public String name() {
    return "usps-ledger";
  }

  @Override
  public void accept(List<FeedEntry> entries) {
    Map<String, Instant> attempts = new HashMap<>();
    Set<String> ids = new HashSet<>();
    for (FeedEntry entry : entries) {
      ids.add(entry.messageId());
      if (entry.event().kind() == EventKind.ATTEMPT) {
        attempts.put(entry.messageId(), entry.event().at());
      }
    }
    for (JdbcFileMessages.Link link : ledger.messages().linksOf(ids)) {
      if (link.now() != link.kept().state()) {
        log.find(link.kept().message())
            .ifPresent(
                message -> follow(link, message, Optional.ofNullable(attempts.get(message.id()))));
      }
    }
  }

  private void follow(JdbcFileMessages.Link link, MessageRecord message, Optional<Instant> sent) {
    FileMessage kept = link.kept();
    Instant at = message.state().updatedAt();
    ledger.messages().putState(kept, link.now());
    ledger
        .files()
        .find(kept.file())
        .ifPresent(
            file -> {
              switch (link.now()) {
                case SENT -> sent(file, kept, sent.orElse(at));
                case RECEIVED ->
                    received(file, kept, message, sent.or(() -> lastAttempt(message)).orElse(at));
                case BLOCKED, QUEUED, UNUSED -> unsent(file, kept, link.now(), at);
              }
            });
  }

  /** A receipt may come long after what was sent, even after the message was given up. */
  private Optional<Instant> lastAttempt(MessageRecord message) {
    return log.events(message.id()).stream()
        .filter(event -> event.kind() == EventKind.ATTEMPT)
        .map(MessageEvent::at)
        .max(Comparator.naturalOrder());
  }

  private void sent(UspsFile file, FileMessage kept, Instant at) {
    ledger.files().putSent(file.id(), at);
    ledger
        .files()
        .addStep(file.id(), FileStep.to(FileState.SENT, at, kept.message(), "no receipt yet"));
    ledger.files().putState(file.id(), isSentAnew(file, at) ? FileState.SENT : file.state(), at);
  }

  private void received(UspsFile file, FileMessage kept, MessageRecord message, Instant sent) {
    Instant at = message.state().updatedAt();
    Proof proof = proof(message);
    boolean isSecond = kept.state() == State.UNUSED && file.times().received() != null;
    if (!isSecond) { // what proved it first stays; the step says that this one came too
      if (kept.state() != State.SENT) {
        ledger.files().putSent(file.id(), sent);
      }
      ledger.files().putReceived(file.id(), at, proof.code());
    }
    String words = isSecond ? proof.words() + "; it had come another way before" : proof.words();
    ledger.files().addStep(file.id(), FileStep.to(FileState.RECEIVED, at, kept.message(), words));
    boolean isNews =
        kept.state() == State.SENT ? file.state() == FileState.SENT : isOpenAgain(file, sent);
    ledger.files().putState(file.id(), isNews ? FileState.RECEIVED : file.state(), at);
  }

  /**
   * What says that the bytes arrived.
   *
   * @param code the word of the API
   * @param words the same for people
   */
  private record Proof(String code, String words) {}

  private static Proof proof(MessageRecord message) {
    return switch (message.transport()) {
      case AS2 ->
          message.mdn() == MdnState.VERIFIED
              ? new Proof("mdn", "a receipt says so: the bytes arrived, which is no acceptance")
              : new Proof("http", "the server took it; no receipt was requested");
      case SFTP ->
          new Proof("upload", "the upload is complete and its size is right; SFTP has no receipts");
      case PDX -> new Proof("pdx", "PDX answered that it took the file, which is no acceptance");
    };
  }

  /**
   * Whether a message that was sent then begins anew; what was accepted or scanned stays so. An
   * answer may be here before the ledger has followed the message that it is about.
   */
  private static boolean isOpenAgain(UspsFile file, Instant sent) {
    Instant answered = file.answered().at();
    boolean isAnsweredSince = answered != null && answered.isAfter(sent);
    return file.state() != FileState.ACCEPTED
        && file.state() != FileState.SCANNED
        && !isAnsweredSince;
  }

  /** The same before its receipt, which an earlier message may have. */
  private static boolean isSentAnew(UspsFile file, Instant sent) {
    return isOpenAgain(file, sent) && file.state() != FileState.RECEIVED;
  }

  /** A message was stopped, is queued again, or has ended and leaves the number free. */
  private void unsent(UspsFile file, FileMessage kept, State now, Instant at) {
    if (now == State.UNUSED) {
      ledger.claims().remove(kept.message());
    }
    String words =
        now == State.UNUSED && file.isProven()
            ? "the message ended without a receipt; USPS has the file all the same"
            : words(now);
    ledger.files().addStep(file.id(), new FileStep(at, now.text(), kept.message(), null, words));
    List<State> all =
        ledger.messages().links(file.id()).stream().map(JdbcFileMessages.Link::now).toList();
    ledger.files().putState(file.id(), state(file, all), at);
  }

  private static FileState state(UspsFile file, List<State> messages) {
    if (messages.contains(State.SENT)) {
      return file.state();
    }
    if (messages.contains(State.RECEIVED) || file.isProven() || file.answered().at() != null) {
      return file.state() == FileState.SENT ? before(file) : file.state();
    }
    return messages.contains(State.QUEUED)
        ? FileState.QUEUED
        : messages.contains(State.BLOCKED) ? FileState.BLOCKED : FileState.UNUSED;
  }

  /** Where it stood before a correction was sent that has failed. */
  private static FileState before(UspsFile file) {
    UspsFile.Answered answered = file.answered();
    if (answered.rejected() == 0 && file.scans().scanned() > 0) {
      return FileState.SCANNED;
    }
    if (answered.at() == null) {
      return FileState.RECEIVED;
    }
    return answered.rejected() == 0
        ? FileState.ACCEPTED
        : answered.accepted() == 0 ? FileState.REJECTED : FileState.PARTLY;
  }

  private static String words(State state) {
    return switch (state) {
      case BLOCKED -> "stopped before sending";
      case QUEUED -> "to be sent";
      case UNUSED -> "the message ended without a receipt: its number is free";
      case SENT, RECEIVED -> throw new IllegalArgumentException(state.text());
    };
  }
}
