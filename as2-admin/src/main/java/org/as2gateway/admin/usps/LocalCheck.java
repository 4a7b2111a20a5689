package org.as2gateway.admin.usps;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.as2gateway.usps.layouts.TablesFolder;
import org.as2gateway.usps.owners.MailerIdsFile;
import org.as2gateway.usps.preflight.Against;
import org.as2gateway.usps.preflight.CheckedFile;
import org.as2gateway.usps.preflight.Preflight;

/** Checks files by the tables and mailer IDs of a home, without a gateway. */
public final class LocalCheck {
  private final Against against;

  /**
   * A check for that home; it need not exist.
   *
   * @param mostBytes how much of a file is read
   */
  public LocalCheck(Path home, long mostBytes) {
    against =
        Against.rules(
            new TablesFolder(home).current(), new MailerIdsFile(home).read().ids(), mostBytes);
  }

  /**
   * Checks a file.
   *
   * @throws IOException if it cannot be read
   */
  public CheckedFile check(Path file) throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      return Preflight.check(file.toString(), 0, bytes, against);
    }
  }
}
