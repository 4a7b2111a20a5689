package org.as2gateway.admin.evidence;

import org.as2gateway.admin.evidence.EvidenceBundle.ContentState;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MessageRecord;

/** Tells what a bundle of a message holds whose transport has no receipts, and how to verify it. */
final class FileReadme {
  private static final String TEXT =
      """
      EVIDENCE OF ONE MESSAGE BY %s

      message.json      the message: from, to, times, SHA-256 of payloads
      events.json       every step and every attempt, with times
      transfer.txt      what the gateway saw of the transfer: server, key, names, sizes, digests
      proof.html        the same, to read and print
      manifest.json     every file here with its size and SHA-256
      answers/server-N.http  what the partner's server answered to the transfer, if it uses HTTP

      CONTENT
      %s

      SIGNATURE OF THE GATEWAY
      The manifest, signed with the key of gateway.pem:

          openssl cms -verify -binary -noverify -nointern -inform DER -out /dev/null -in %s -content %s -certfile %s

      chain/checkpoint.txt is the state of the evidence chain when the bundle was created:

          openssl cms -verify -binary -noverify -nointern -inform DER -out /dev/null -in %s -content %s -certfile %s

      If you have the gateway, './as2 verify FILE.zip' does the same and more.

      WHAT IT PROVES
      - The gateway recorded this transfer at that time, and nobody has changed the record since.

      WHAT IT DOES NOT PROVE
      - %s
      """;

  private FileReadme() {}

  static String of(MessageRecord message, ContentState state) {
    boolean isOut = message.direction() == Direction.OUT;
    return TEXT.formatted(
        message.transport().label(),
        content(state),
        BundleNames.MANIFEST_SIGNATURE,
        BundleNames.MANIFEST,
        BundleNames.GATEWAY,
        BundleNames.CHECKPOINT_SIGNATURE,
        BundleNames.CHECKPOINT,
        BundleNames.GATEWAY,
        isOut
            ? "That the partner has processed the file. This transport has no receipts."
            : "Who wrote the file, beyond the login and the keys that transfer.txt names.");
  }

  private static String content(ContentState state) {
    return switch (state) {
      case INCLUDED ->
          "The files are payload-0.bin and so on. Compare them with the SHA-256 in message.json.";
      case LEFT_OUT -> "The creator of this bundle left the files out.";
      case GONE -> "The gateway no longer keeps the files.";
      case NONE -> "The message has no files.";
    };
  }
}
