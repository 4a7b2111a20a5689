package org.as2gateway.store.log;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A message that is sent another way in place of one that did not get through.
 *
 * @param message our id of the message on the alternative partnership
 * @param original our id of the message in place of which it is sent
 * @param isAutomatic whether a setting sent it, not a person
 * @param sentAt when that was decided
 * @param arrived how it is known that the original has arrived all the same; empty if it is not
 *     known
 * @param isStopped whether the message on the alternative was ended in time and did not go out
 * @param told who told the partner that the files came twice; empty if nobody has
 */
public record OtherWay(
    String message,
    String original,
    boolean isAutomatic,
    Instant sentAt,
    Optional<Arrival> arrived,
    boolean isStopped,
    Optional<Told> told) {
  /** Whether the partner has the files twice, or may have. */
  public boolean isTwice() {
    return arrived.isPresent() && !isStopped;
  }

  /** One that has just been decided on. */
  public static OtherWay begun(String message, String original, boolean isAutomatic, Instant now) {
    return new OtherWay(
        message, original, isAutomatic, now, Optional.empty(), false, Optional.empty());
  }

  /**
   * That the original has arrived.
   *
   * @param at when it was known here
   * @param detail for people
   */
  public record Arrival(Instant at, Proof proof, String detail) {}

  /** What proves that the original has arrived. */
  public enum Proof {
    /** A receipt. */
    MDN("MDN"),
    /** The HTTP answer, where no receipt is requested. */
    HTTP("HTTP answer"),
    /** The server of the partner has the file. */
    UPLOAD("upload"),
    /** PDX took the file, or lists it. */
    PDX("PDX answer"),
    /** USPS answered about the file before it was sent another way. */
    USPS("USPS answer");

    private final String label;

    Proof(String label) {
      this.label = label;
    }

    /** The word under which it is stored and shown in the API. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The same for people. */
    public String label() {
      return label;
    }

    static Proof of(String text) {
      return Arrays.stream(values()).filter(p -> p.text().equals(text)).findFirst().orElseThrow();
    }

    /** What says so of a message that has arrived. */
    public static Proof of(MessageRecord message) {
      return switch (message.transport()) {
        case AS2 -> message.mdn() == MdnState.VERIFIED ? MDN : HTTP;
        case SFTP -> UPLOAD;
        case PDX -> PDX;
      };
    }
  }

  /**
   * That a person told the partner.
   *
   * @param by name of the user
   * @param note what was said; may be empty
   */
  public record Told(Instant at, String by, String note) {}
}
