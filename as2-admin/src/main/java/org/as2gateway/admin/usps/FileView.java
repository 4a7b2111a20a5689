package org.as2gateway.admin.usps;

import java.time.Instant;
import java.util.List;
import org.as2gateway.usps.ledger.FileMessage;
import org.as2gateway.usps.ledger.UspsFile;
import org.jspecify.annotations.Nullable;

/**
 * The page of one file.
 *
 * @param file as the ledger has it
 * @param state where it stands
 * @param header what its header says, in words
 * @param steps what happened, the oldest first
 * @param messages that carry it, the oldest first
 * @param checked what the check found, the newest message first
 * @param answers what answers said of pieces
 * @param scans first and last scan
 * @param may what can be done
 * @param links to pages about it
 * @param error why nothing was done; null if nothing went wrong
 */
public record FileView(
    UspsFile file,
    StateText state,
    List<Fact> header,
    List<Step> steps,
    List<Message> messages,
    List<Checked> checked,
    List<Piece> answers,
    Scans scans,
    May may,
    Links links,
    @Nullable String error) {
  /**
   * A fact of the header.
   *
   * @param name of the field
   * @param value as given
   * @param note what that means; may be empty
   */
  public record Fact(String name, String value, String note) {}

  /**
   * Something that happened.
   *
   * @param at when
   * @param label a word or two
   * @param tone how it looks
   * @param detail more of it
   * @param message our id of the message; null if none
   * @param hasReceipt whether a receipt of the message proves it
   * @param actor name of the user who did it; null for the gateway
   */
  public record Step(
      Instant at,
      String label,
      String tone,
      String detail,
      @Nullable String message,
      boolean hasReceipt,
      @Nullable String actor) {}

  /**
   * A message that carries the file.
   *
   * @param link how it carries the file
   * @param label what became of it
   * @param transport label of its transport; empty if it is not kept any more
   * @param isTwice whether the file also arrived another way
   */
  public record Message(FileMessage link, String label, String transport, boolean isTwice) {
    /** Whether it waits for a person. */
    public boolean isBlocked() {
      return link.state() == FileMessage.State.BLOCKED;
    }
  }

  /**
   * What the check found in a message.
   *
   * @param message our id
   * @param findings about this file only
   */
  public record Checked(String message, List<FindingView> findings) {}

  /**
   * What an answer said of a piece.
   *
   * @param number as the answer has it
   * @param severity a word
   * @param tone how its badge looks
   * @param said the answer's words
   * @param cause what they mean; empty if that was not published
   * @param remedy what to do; may be empty
   * @param ask whom to ask; may be empty
   */
  public record Piece(
      String number,
      String severity,
      String tone,
      String said,
      String cause,
      String remedy,
      String ask) {}

  /**
   * First and last scan, local to the facility.
   *
   * @param first empty if there is none
   * @param last empty if there is none
   */
  public record Scans(String first, String last) {}

  /**
   * What can be done.
   *
   * @param accept whether it can be marked as accepted
   * @param blocked the message that can be sent anyway or discarded; null if none
   */
  public record May(boolean accept, @Nullable String blocked) {}

  /**
   * Pages about the file.
   *
   * @param correct where it is corrected; null if there is no such page
   * @param scans where its scans are; null if there is no such page
   */
  public record Links(@Nullable String correct, @Nullable String scans) {}

  /** Whether pieces of it are rejected. */
  public boolean hasRejected() {
    return file.answered().rejected() > 0;
  }

  /** Where its forms go. */
  public String path() {
    return FilePages.path(file.efn());
  }
}
