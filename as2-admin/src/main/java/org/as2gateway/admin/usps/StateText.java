package org.as2gateway.admin.usps;

import org.as2gateway.usps.ledger.FileState;

/**
 * Where a file stands, in words.
 *
 * @param label a word or two
 * @param tone how its badge looks
 * @param meaning a sentence
 */
public record StateText(String label, String tone, String meaning) {
  static StateText of(FileState state) {
    return switch (state) {
      case BLOCKED -> new StateText("blocked", "bad", "The check stopped it. USPS has not got it.");
      case QUEUED -> new StateText("queued", "info", "It waits to be sent.");
      case SENT -> new StateText("sent", "info", "It was sent. No receipt yet.");
      case RECEIVED ->
          new StateText(
              "received",
              "info",
              "The bytes arrived. Nothing says yet that USPS accepted the file.");
      case ACCEPTED -> new StateText("accepted", "good", "An answer or a user says so.");
      case PARTLY ->
          new StateText("partly accepted", "bad", "Some pieces were rejected. Correct them.");
      case REJECTED -> new StateText("rejected", "bad", "No piece of it was accepted.");
      case SCANNED -> new StateText("scanned", "good", "USPS has scanned pieces of it.");
      case UNUSED ->
          new StateText("not sent", "", "Nothing of it was sent. Its number may be used again.");
    };
  }
}
