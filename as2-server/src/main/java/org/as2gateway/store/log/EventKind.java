package org.as2gateway.store.log;

import java.util.Arrays;
import java.util.Locale;

/** What kind of step an event of a message is. */
public enum EventKind {
  /** It waits to be sent. */
  QUEUED,
  /** Its wire image is made. */
  PREPARED,
  /** A check before sending stopped it. */
  BLOCKED,
  /** A user sends it although it was stopped. */
  SENT_ANYWAY,
  /** It ended: a user discarded it before it was sent. */
  DISCARDED,
  /** An attempt to send it began. */
  ATTEMPT,
  /** An attempt could not be made. */
  POSTPONED,
  /** An attempt went on where the one before had ended, or could not. */
  RESTART,
  /** The partner's answer, or what came instead. */
  ANSWER,
  /** The gateway stopped while it was being sent. */
  RECOVERED,
  /** An operator sent it again. */
  RESEND,
  /** It was open in a backup that was restored. */
  RESTORED,
  /** It ended well, as far as can be told: the partner's server has it whole. */
  SENT,
  /** It ended well: the partner has it. */
  ACKNOWLEDGED,
  /** It ended: it was not sent. */
  FAILED,
  /** It ended: an operator gave it up. */
  CANCELLED,
  /** Its file was moved out of the outbox. */
  FILED,
  /** Its file could not be moved. */
  NOT_FILED,
  /** Its file was written to after it was read. */
  SOURCE_CHANGED,
  /** It arrived. */
  RECEIVED,
  /** It was verified and recorded. */
  ACCEPTED,
  /** It is in the inbox. */
  DELIVERED,
  /** It was not accepted. */
  REFUSED,
  /** It came again. */
  REPEATED,
  /** Further repeats are not recorded. */
  REPEATS_NOT_RECORDED,
  /** It repeats the content of another message. */
  REPLAYED,
  /** A receipt arrived. */
  MDN_RECEIVED,
  /** A receipt arrived that changed nothing. */
  MDN_FLAGGED,
  /** A kept receipt was judged again. */
  MDN_JUDGED,
  /** No receipt arrived in time. */
  MDN_OVERDUE,
  /** Our receipt was sent. */
  MDN_SENT,
  /** Our receipt was not delivered this time. */
  MDN_ATTEMPT,
  /** Our receipt was not delivered at all. */
  MDN_FAILED,
  /** It had arrived although its files were sent another way, or the other way round. */
  ARRIVED_LATE,
  /** Its kept files were removed after their time. */
  PAYLOAD_EXPIRED;

  /** The word under which it is stored and shown. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind with that word. */
  public static EventKind of(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("unknown kind of event '" + text + "'"));
  }

  /** The event of a message that ended in that status. */
  public static EventKind of(MessageStatus end) {
    return valueOf(end.name());
  }
}
