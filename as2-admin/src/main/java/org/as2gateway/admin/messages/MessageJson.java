package org.as2gateway.admin.messages;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.port.Description;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.As2Facts;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Handled;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/** A message as design.md §6 writes it. */
@Description(
    "One message. Missing values are null, never omitted; what only AS2 has is omitted in messages of"
        + " another transport.")
record MessageJson(
    @Description("our id, sortable by time") String id,
    Direction direction,
    @Description(STATUSES) MessageStatus status,
    @Nullable String partnership,
    TransportKind transport,
    @Description("AS2 id, or name of the partner where the transport is not AS2") String from,
    @Description("AS2 id, or name of the partner where the transport is not AS2") String to,
    @JsonUnwrapped @Nullable As2Json as2,
    @Nullable String filename,
    @Nullable String contentType,
    @Nullable Long bytes,
    @Nullable String sha256,
    boolean signed,
    boolean encrypted,
    @Description("found and expected, for people") @Nullable String error,
    @Description(REASON) @Nullable String reason,
    int attempts,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant nextAttemptAt,
    @Description(
            "id of the accepted message whose content this message repeats under another"
                + " Message-ID; it was confirmed but not delivered again")
        @Nullable String repeatOf,
    @Description("id of the message in place of which this one is sent") @Nullable String resendOf,
    @Description("id of the newest message that is sent in place of this one")
        @Nullable String resentAs,
    @Description("that its files are sent another way, or that it is sent in place of another")
        @Nullable OtherWayJson otherWay,
    @Description("that a failure needs no attention any more") @Nullable HandledJson handled,
    List<PayloadJson> payloads) {
  static final String STATUSES =
      "out: queued, blocked, sending, awaiting-mdn, sent (without a receipt), acknowledged, failed,"
          + " cancelled; in: accepted, delivered, refused";
  static final String REASON =
      "code of why it failed, was refused or has to wait; null if it does not, and in messages of"
          + " older versions";

  /** What only AS2 has. */
  record As2Json(
      @Description("with angle brackets, as sent") @Nullable String messageId,
      @Nullable String subject,
      boolean compressed,
      @Description("only the Base64 digest") @Nullable String mic,
      @Nullable String micAlgorithm,
      @Nullable String disposition,
      MdnState mdn) {
    static As2Json of(As2Facts as2) {
      @Nullable Mic mic = as2.mic();
      return new As2Json(
          emptyAsNull(as2.messageId()),
          as2.subject(),
          as2.isCompressed(),
          mic == null ? null : mic.base64(),
          mic == null ? null : mic.algorithm().wireName(),
          as2.disposition(),
          as2.mdn());
    }
  }

  /** A failure that is dealt with. */
  @Description("Who has dealt with a failure, and what was done.")
  record HandledJson(String by, Instant at, String note) {
    static HandledJson of(Handled handled) {
      return new HandledJson(handled.by(), handled.at(), handled.note());
    }
  }

  /** A document in a message. */
  @Description("A document inside a message.")
  record PayloadJson(
      String filename,
      String contentType,
      @Description(minimum = 0) long bytes,
      @Description(pattern = "^[0-9a-f]{64}$") String sha256) {
    static PayloadJson of(PayloadRecord payload) {
      return new PayloadJson(
          payload.filename(), payload.contentType(), payload.bytes(), payload.sha256());
    }
  }

  /**
   * That message.
   *
   * @param relations what belongs to it, and to others
   */
  static MessageJson of(MessageRecord message, MessageRelations relations) {
    Optional<PayloadRecord> first = message.payloads().stream().findFirst();
    return new MessageJson(
        message.id(),
        message.direction(),
        message.status(),
        emptyAsNull(message.partnership()),
        message.transport(),
        message.facts().from(),
        message.facts().to(),
        message.findAs2().map(As2Json::of).orElse(null),
        first.map(PayloadRecord::filename).orElse(null),
        first.map(PayloadRecord::contentType).orElse(null),
        first.map(PayloadRecord::bytes).orElse(null),
        first.map(PayloadRecord::sha256).orElse(null),
        message.facts().isSigned(),
        message.facts().isEncrypted(),
        message.error(),
        code(message.reason()),
        message.state().attempts(),
        message.state().createdAt(),
        message.state().updatedAt(),
        message.state().nextAttemptAt(),
        relations.repeatOf(message),
        relations.resendOf(message),
        relations.resentAs(message),
        relations.otherWay(message).map(OtherWayJson::of).orElse(null),
        relations.handled(message).map(HandledJson::of).orElse(null),
        message.payloads().stream().map(PayloadJson::of).toList());
  }

  static @Nullable String code(@Nullable Reason reason) {
    return reason == null ? null : reason.code();
  }

  private static @Nullable String emptyAsNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
