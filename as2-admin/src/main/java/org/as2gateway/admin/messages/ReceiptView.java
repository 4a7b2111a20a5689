package org.as2gateway.admin.messages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.as2.wire.ReasonText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an MDN says and what of it holds, as the API tells it, in plain words. */
public final class ReceiptView {
  private final JsonNode report;

  ReceiptView(JsonNode report) {
    this.report = report;
  }

  /** A text of the report; empty if it is not there. */
  public String text(String... path) {
    JsonNode node = report;
    for (String name : path) {
      node = node.path(name);
    }
    return node.isNull() || node.isMissingNode() ? "" : node.asString();
  }

  /** A time of the report, which has to be there. */
  public Instant time(String... path) {
    return Instant.parse(text(path));
  }

  private boolean is(String... path) {
    return text(path).equals("true");
  }

  /** Why the MDN cannot be read; null if it can. */
  public @Nullable String unreadable() {
    return report.has("unreadable") ? text("unreadable") : null;
  }

  /** The disposition in plain words, and whether anything proves who says so. */
  public String meaning() {
    boolean isDoubtful = isSigned() && !isSignatureValid();
    return disposition() + (isDoubtful ? " The receipt does not prove who wrote it." : "");
  }

  private String disposition() {
    if (is("positive")) {
      return isOurs()
          ? "We received, decrypted and verified the message."
          : "The partner received, decrypted and verified the message.";
    }
    String refused = isOurs() ? "We rejected the message." : "The partner rejected the message.";
    return reason().map(reason -> refused + " " + ReasonText.of(reason).what()).orElse(refused);
  }

  /** Ours is in the record; a partner's stands in the disposition. */
  private Optional<Reason> reason() {
    return isOurs()
        ? Reason.find(text("reason"))
        : Disposition.parse(text("disposition")).map(Reason::ofPartner);
  }

  /** Whether the receiver took the message. */
  public boolean isPositive() {
    return is("positive");
  }

  /** Whether the MDN names this message. */
  public boolean isSameMessage() {
    return is("sameMessage");
  }

  /** Whether the MDN has a MIC; error receipts usually have none. */
  public boolean hasMic() {
    return !text("micCheck", "received").isEmpty();
  }

  /** Whether both MICs are the same. */
  public boolean isMicEqual() {
    return is("micCheck", "equal");
  }

  /** Whether the signature is valid. */
  public boolean isSignatureValid() {
    return text("signature", "state").equals("valid");
  }

  /** Whether it is signed at all. */
  public boolean isSigned() {
    return !text("signature", "state").equals("none");
  }

  /** Whether we made it. */
  public boolean isOurs() {
    return text("direction").equals("in");
  }

  /** Whether everything holds. */
  public boolean holds() {
    return isPositive() && isSameMessage() && isMicEqual() && isSignatureValid();
  }

  /** What it proves, one sentence each. */
  public List<String> proves() {
    List<String> sentences = new ArrayList<>();
    if (isSignatureValid() && isSameMessage()) {
      sentences.add(
          isOurs()
              ? "We signed the receipt for this Message-ID."
              : "The holder of the partner's key signed the receipt for this Message-ID.");
    }
    if (isSignatureValid() && isMicEqual()) {
      sentences.add("The content arrived unchanged: both MICs are equal.");
    }
    if (isSignatureValid() && isPositive()) {
      sentences.add(
          isOurs()
              ? "We accepted responsibility for the message."
              : "The partner accepted responsibility for the message.");
    }
    return sentences;
  }

  /** What it does not prove, one sentence each. */
  public List<String> doesNotProve() {
    List<String> sentences = new ArrayList<>();
    if (!isSigned()) {
      sentences.add("Who wrote the receipt: it is not signed.");
    } else if (!isSignatureValid()) {
      sentences.add("Who wrote the receipt: its signature is not valid.");
    }
    if (!isMicEqual()) {
      sentences.add(
          "That the content arrived unchanged: "
              + (hasMic() ? "the MICs differ." : "the receipt has no MIC."));
    }
    if (!isSameMessage()) {
      sentences.add("Anything about this message: the receipt names another Message-ID.");
    }
    sentences.add("That the business content was accepted; expect a separate confirmation.");
    return sentences;
  }
}
