package org.as2gateway.store.log;

import java.util.Arrays;
import java.util.Optional;

/** Where a message stands (design.md §6). */
public enum MessageStatus {
  QUEUED("queued", false),
  BLOCKED("blocked", false),
  SENDING("sending", false),
  AWAITING_MDN("awaiting-mdn", false),
  /** The partner's server has the files whole; its transport has no receipts. */
  SENT("sent", true),
  ACKNOWLEDGED("acknowledged", true),
  FAILED("failed", true),
  CANCELLED("cancelled", true),
  ACCEPTED("accepted", false),
  DELIVERED("delivered", true),
  REFUSED("refused", true);

  private final String text;
  private final boolean end;

  MessageStatus(String text, boolean end) {
    this.text = text;
    this.end = end;
  }

  /** The spelling of the API. */
  public String text() {
    return text;
  }

  /** Whether nothing more happens by itself. */
  public boolean isEnd() {
    return end;
  }

  /** Whether an outbound message has reached the partner, as far as its transport can tell. */
  public boolean hasArrived() {
    return this == SENT || this == ACKNOWLEDGED;
  }

  /** Reads the spelling of the API. */
  public static Optional<MessageStatus> parse(String text) {
    return Arrays.stream(values()).filter(s -> s.text.equals(text)).findFirst();
  }
}
