package org.as2gateway.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.admin.client.ReceiptText;
import tools.jackson.databind.JsonNode;

/** Waits until a message has ended or is blocked, showing its steps, and tells how it ended. */
final class ReceiptWait {
  /** Its transport has no receipts. */
  private static final String SENT = "sent";

  private static final Set<String> ENDS =
      Set.of(SENT, "acknowledged", "failed", "cancelled", "blocked");
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1000;

  private final Shell shell;
  private final GatewayClient client;

  ReceiptWait(Shell shell, GatewayClient client) {
    this.shell = shell;
    this.client = client;
  }

  /** The message once it has ended or is blocked. */
  JsonNode untilEnd(String id, String label) throws IOException {
    String shown = "";
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      JsonNode message = client.get(GatewayClient.messagePath(id));
      if (ENDS.contains(message.path("status").asString())) {
        return message;
      }
      String state = state(message);
      if (!state.equals(shown)) {
        shell.err().println(label + ": " + state);
        shown = state;
      }
      sleep(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  /** Whether the message arrived, as far as anybody can know. */
  boolean isGood(JsonNode message) {
    String status = message.path("status").asString();
    String mdn = message.path("mdn").asString();
    return status.equals(SENT)
        || (status.equals("acknowledged") && (mdn.equals("verified") || mdn.equals("none")));
  }

  /** How it ended, with every check of the receipt. */
  List<String> lines(JsonNode message, String label) throws IOException {
    List<String> lines = new ArrayList<>();
    String status = message.path("status").asString();
    String mdn = message.path("mdn").asString();
    if (status.equals(SENT)) {
      lines.add(label + ": sent; this transport has no receipts");
      return lines;
    }
    if (isGood(message) && mdn.equals("none")) {
      lines.add(label + ": delivered; no receipt was requested");
      return lines;
    }
    if (isGood(message)) {
      lines.add(label + ": acknowledged, the receipt is valid");
    } else {
      lines.add(
          label + ": " + status + ", " + message.path("error").asString("no reason was recorded"));
    }
    if (status.equals("blocked")) {
      String id = message.path("id").asString();
      lines.add(
          "  to send it anyway: ./as2 send-anyway "
              + id
              + " --reason TEXT; to end it: ./as2 discard "
              + id);
    }
    if (mdn.equals("verified") || mdn.equals("negative") || mdn.equals("rejected")) {
      String path = GatewayClient.messagePath(message.path("id").asString()) + "/receipt";
      lines.addAll(ReceiptText.checks(client.get(path)));
    }
    return lines;
  }

  private static String state(JsonNode message) {
    String status = message.path("status").asString();
    String error = message.path("error").asString("");
    String next = message.path("nextAttemptAt").asString("");
    boolean isRetry = status.equals("queued") && message.path("attempts").asInt() > 0;
    return isRetry ? "attempt failed (" + error + "), next at " + next : status;
  }

  private static void sleep(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the receipt", e);
    }
  }
}
