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
  /** RFC 3798 and RFC 4130 §7.5, for people. */
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
    return disposition() + (isDoubtful ? " But nothing proves that the receiver says so." : "");
  }

  private String disposition() {
    if (is("positive")) {
      return "The receiver took the message, and could decrypt and verify it.";
    }
    String refused = "The receiver did not take the message.";
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
    String who = isOurs() ? "we" : "the holder of the partner's key";
    if (isSignatureValid() && isSameMessage()) {
      sentences.add("This very text was written by " + who + " about this Message-ID.");
    }
    if (isSignatureValid() && isMicEqual()) {
      sentences.add("The content arrived byte for byte: both MICs are the same.");
    }
    if (isSignatureValid() && isPositive()) {
      sentences.add("The receiver took responsibility for the message.");
    }
    return sentences;
  }

  /** What it does not prove, one sentence each. */
  public List<String> doesNotProve() {
    List<String> sentences = new ArrayList<>();
    if (!isSigned()) {
      sentences.add("Who wrote it: it is not signed, anybody on the way could have.");
    } else if (!isSignatureValid()) {
      sentences.add("Who wrote it: its signature does not hold.");
    }
    if (!isMicEqual()) {
      sentences.add("That the content arrived as it was sent: the MICs differ or one is missing.");
    }
    if (!isSameMessage()) {
      sentences.add("Anything about this message: it names another Message-ID.");
    }
    sentences.add("That the document inside was right: that, only an answer of its own says.");
    return sentences;
  }
}
