package org.as2gateway.admin.messages;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.port.Description;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.jspecify.annotations.Nullable;

/** An MDN and what of it holds. */
@Description("An MDN and the result of its verification.")
record ReceiptJson(
    String id,
    String messageId,
    Direction direction,
    @Description(MessageJson.STATUSES) MessageStatus status,
    MdnState mdn,
    @Description("found and expected, for people") @Nullable String error,
    @Description(MessageJson.REASON) @Nullable String reason,
    @JsonUnwrapped @Nullable MdnJson content,
    @Description("why it cannot be read; the other members are then missing")
        Optional<String> unreadable) {
  /** What an MDN says. */
  record MdnJson(
      String disposition,
      boolean positive,
      @Description("human-readable text of the MDN") String text,
      @Nullable String reportingUa,
      @Nullable String finalRecipient,
      @Nullable String originalMessageId,
      @Description("whether it refers to this message") boolean sameMessage,
      List<String> errors,
      SignatureJson signature,
      MicCheckJson micCheck) {}

  /** Who signed an MDN. */
  @Description("Signature of the MDN, verified again.")
  record SignatureJson(
      State state, @JsonUnwrapped @Nullable SignerJson signer, Optional<String> problem) {
    /** What the check of a signature found. */
    enum State {
      NONE,
      VALID,
      INVALID
    }

    static SignatureJson none() {
      return new SignatureJson(State.NONE, null, Optional.empty());
    }

    static SignatureJson valid(SignerJson signer) {
      return new SignatureJson(State.VALID, signer, Optional.empty());
    }

    static SignatureJson invalid(String problem) {
      return new SignatureJson(State.INVALID, null, Optional.of(problem));
    }
  }

  /** The certificate that verifies a signature. */
  record SignerJson(
      String algorithm,
      String signer,
      String signerFingerprint,
      String signerIssuer,
      String signerSerial,
      Instant signerFrom,
      Instant signerExpires) {}

  /** Both MICs. */
  @Description("The expected and the received MIC.")
  record MicCheckJson(
      @Nullable String expected,
      @Nullable String received,
      boolean equal,
      Optional<ExplanationJson> explanation,
      @Description("whether we created the MDN") boolean byUs) {}

  /** A report on the MDN of that message. */
  static ReceiptJson of(MessageRecord message, MdnJson content) {
    return of(message, content, Optional.empty());
  }

  /** A report on an MDN of that message that cannot be read. */
  static ReceiptJson unreadable(MessageRecord message, String why) {
    return of(message, null, Optional.of(why));
  }

  private static ReceiptJson of(
      MessageRecord message, @Nullable MdnJson content, Optional<String> unreadable) {
    return new ReceiptJson(
        message.id(),
        message.messageId(),
        message.direction(),
        message.status(),
        message.mdn(),
        message.error(),
        MessageJson.code(message.reason()),
        content,
        unreadable);
  }
}
