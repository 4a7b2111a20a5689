package org.as2gateway.admin.client;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A receipt report for people: a line for each thing that was checked. */
public final class ReceiptText {
  private static final String GOOD = "  ✓ ";
  private static final String BAD = "  ✗ ";
  private static final String NONE = "  – ";
  private static final int WORDS = 40;

  private ReceiptText() {}

  /** The lines of a report as the API gives it, and the partner's own words. */
  public static List<String> lines(JsonNode receipt) {
    List<String> lines = new ArrayList<>(checks(receipt));
    String text = receipt.path("text").asString("");
    if (!text.isEmpty()) {
      lines.add("    the words in it:");
      text.lines().limit(WORDS).forEach(line -> lines.add("      | " + line));
    }
    return lines;
  }

  /** The kept receipts of a message as the API gives them, and where the message stands. */
  public static List<String> kept(JsonNode judged) {
    List<String> lines = new ArrayList<>();
    for (JsonNode receipt : judged.path("receipts")) {
      boolean isGood = receipt.path("proves").asString().equals("verified");
      lines.add(
          (isGood ? GOOD : BAD)
              + receipt.path("receivedAt").asString()
              + "  "
              + receipt.path("detail").asString());
    }
    String id = judged.path("id").asString();
    lines.add("message " + id + " is " + judged.path("status").asString());
    return lines;
  }

  /** The checks alone. */
  public static List<String> checks(JsonNode receipt) {
    List<String> lines = new ArrayList<>();
    if (receipt.has("unreadable")) {
      lines.add(BAD + "the MDN cannot be read: " + receipt.path("unreadable").asString());
      return lines;
    }
    lines.add(signature(receipt.path("signature")));
    lines.add(mic(receipt.path("micCheck")));
    lines.addAll(explanation(receipt.path("micCheck").path("explanation")));
    lines.add(
        mark(receipt, "sameMessage")
            + "message       "
            + receipt.path("originalMessageId").asString("none named"));
    lines.add(
        mark(receipt, "positive") + "disposition   " + receipt.path("disposition").asString());
    receipt.path("errors").forEach(error -> lines.add(BAD + "error         " + error.asString()));
    if (!receipt.path("error").isNull()) {
      lines.add(BAD + "concluded     " + receipt.path("error").asString());
    }
    return lines;
  }

  private static String mark(JsonNode receipt, String field) {
    return receipt.path(field).asBoolean() ? GOOD : BAD;
  }

  private static String signature(JsonNode signature) {
    String state = signature.path("state").asString();
    if (state.equals("valid")) {
      return GOOD
          + "signature     valid, "
          + signature.path("algorithm").asString()
          + ", by the registered certificate "
          + signature.path("signer").asString();
    }
    return state.equals("none")
        ? NONE + "signature     none"
        : BAD + "signature     " + signature.path("problem").asString();
  }

  private static List<String> explanation(JsonNode explanation) {
    List<String> lines = new ArrayList<>();
    for (String field : List.of("finding", "cause", "remedy")) {
      if (explanation.has(field)) {
        lines.add(NONE + "  " + field + ": " + explanation.path(field).asString());
      }
    }
    return lines;
  }

  private static String mic(JsonNode mic) {
    String received = mic.path("received").asString("");
    if (received.isEmpty()) {
      return NONE + "MIC           none";
    }
    if (mic.path("equal").asBoolean()) {
      return GOOD
          + "MIC           "
          + received
          + ", equal to "
          + (mic.path("byUs").asBoolean() ? "what was received" : "what was sent");
    }
    return BAD
        + "MIC           "
        + received
        + ", sent was "
        + mic.path("expected").asString("none");
  }
}
