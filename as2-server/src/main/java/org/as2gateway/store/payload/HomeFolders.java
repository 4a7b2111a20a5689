package org.as2gateway.store.payload;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.as2gateway.as2.wire.Sha256;

/**
 * Where things lie in a gateway's home (design.md §3). Only names; {@link PayloadStore} makes the
 * folders.
 *
 * @param home the home folder; made absolute
 */
public record HomeFolders(Path home) {
  private static final int MAX_NAME_BYTES = 200;

  /** Makes the home absolute, so that a later change of working directory changes nothing. */
  public HomeFolders {
    home = home.toAbsolutePath().normalize();
  }

  /** Everything that is the gateway's own: database, stage, wire images, secrets. */
  public Path data() {
    return home.resolve("data");
  }

  /** The embedded database. */
  public Path database() {
    return data().resolve("db");
  }

  /** Payloads that are being received: seen by nobody until verified. */
  public Path stage() {
    return data().resolve("stage");
  }

  /** Kept copies of payloads, {@code <id>-<index>}. */
  public Path payloads() {
    return data().resolve("payload");
  }

  /** Exact HTTP bodies of outbound messages, {@code <id>}. */
  public Path wire() {
    return data().resolve("wire");
  }

  /** Bodies of transfers that broke off. */
  public Path partial() {
    return data().resolve("partial");
  }

  /** Bodies of refused messages. */
  public Path refused() {
    return data().resolve("refused");
  }

  /** Passwords and tokens, mode 0600. */
  public Path secrets() {
    return data().resolve("secrets");
  }

  /** Keys and certificates, one folder an alias. */
  public Path certs() {
    return home.resolve("certs");
  }

  /** All inbox folders. */
  public Path inbox() {
    return home.resolve("inbox");
  }

  /** All outbox folders. */
  public Path outbox() {
    return home.resolve("outbox");
  }

  /** All folders of sent files. */
  public Path sent() {
    return home.resolve("sent");
  }

  /** All folders of files that could not be sent. */
  public Path failed() {
    return home.resolve("failed");
  }

  /** Where payloads of that sending partner appear. */
  public Path inbox(String partner) {
    return inbox().resolve(folderName(partner));
  }

  /** Where files for that partnership are dropped. */
  public Path outbox(String partnership) {
    return outbox().resolve(folderName(partnership));
  }

  /** Where acknowledged files of that partnership go. */
  public Path sent(String partnership) {
    return sent().resolve(folderName(partnership));
  }

  /** Where files of that partnership go that failed or were cancelled. */
  public Path failed(String partnership) {
    return failed().resolve(folderName(partnership));
  }

  /**
   * The folder name of a partner or partnership: the name itself where it is safe; octets of its
   * UTF-8 form that are not (separators, controls, anything beyond ASCII, a leading dot or dash, a
   * trailing dot or space) are percent-encoded, {@code %} too. Two names never share a folder name.
   */
  public static String folderName(String name) {
    byte[] octets = name.getBytes(StandardCharsets.UTF_8);
    StringBuilder folder = new StringBuilder(octets.length);
    for (int i = 0; i < octets.length; i++) {
      char c = (char) (octets[i] & 0xff);
      boolean isEdge =
          (i == 0 && ".-~ ".indexOf(c) >= 0) || (i == octets.length - 1 && ". ".indexOf(c) >= 0);
      folder.append(isEdge || !isSafe(c) ? String.format(Locale.ROOT, "%%%02X", (int) c) : c);
    }
    if (folder.length() > MAX_NAME_BYTES) {
      // The digest keeps cut names apart; "%-" starts no octet, so no other name ends like this.
      return folder.substring(0, MAX_NAME_BYTES - 66) + "%-" + Sha256.hex(octets);
    }
    return folder.isEmpty() ? "%" : folder.toString();
  }

  private static boolean isSafe(char c) {
    return c >= ' ' && c < 0x7f && "/\\:<>\"|?*%".indexOf(c) < 0;
  }
}
