package org.as2gateway.admin.messages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an MDN says and what of it holds, as the API tells it, in plain words. */
public final class ReceiptView {
  /** RFC 3798 and RFC 4130 §7.5, for people. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("authentication-failed", "the receiver could not verify who signed it"),
          Map.entry("decryption-failed", "the receiver could not decrypt it"),
          Map.entry("decompression-failed", "the receiver could not decompress it"),
          Map.entry("integrity-check-failed", "it had changed on its way"),
          Map.entry("insufficient-message-security", "it was not signed or encrypted as agreed"),
          Map.entry("unexpected-processing-error", "the receiver had a fault of its own"),
          Map.entry("duplicate-document", "the receiver has had it before"),
          Map.entry("unsupported format", "the receiver does not know its format"),
          Map.entry("unsupported mic-algorithms", "the receiver cannot compute our MIC algorithm"),
          Map.entry("sender-equals-receiver", "sender and receiver are the same"),
          Map.entry("unknown-trading-partner", "the receiver does not know us"),
          Map.entry("unknown-trading-relationship", "the receiver has no such partnership"));

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
    String disposition = text("disposition").toLowerCase(java.util.Locale.ROOT);
    if (is("positive")) {
      return "The receiver took the message, and could decrypt and verify it.";
    }
    return WORDS.entrySet().stream()
        .filter(entry -> disposition.contains(entry.getKey()))
        .map(entry -> "The receiver did not take the message: " + entry.getValue() + ".")
        .findFirst()
        .orElse("The receiver did not take the message.");
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
