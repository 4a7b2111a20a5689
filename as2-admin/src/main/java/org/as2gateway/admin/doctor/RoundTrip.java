package org.as2gateway.admin.doctor;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.transport.sftp.client.RemoteFile;
import org.as2gateway.transport.sftp.client.RenameNotes;
import org.as2gateway.transport.sftp.client.SftpFailure;
import org.as2gateway.transport.sftp.client.SftpSession;
import org.as2gateway.transport.sftp.client.Upload;

/**
 * Uploads a small test file under a temporary name, renames it, reads it back, and removes it: what
 * a folder has to allow, and what it need not.
 */
final class RoundTrip {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int MARK = 6;

  /** The renames of one attempt need no memory. */
  private static final RenameNotes NO_NOTES =
      new RenameNotes() {
        @Override
        public void begin() {}

        @Override
        public void takeBack() {}

        @Override
        public void confirm() {}
      };

  private final SftpSession session;
  private final String folder;
  private final String name;
  private final byte[] content;
  private final List<Finding> findings = new ArrayList<>();

  private RoundTrip(SftpSession session, String folder, Instant now) {
    this.session = session;
    this.folder = folder;
    String mark = UUID.randomUUID().toString().substring(0, MARK);
    this.name = "as2-test-" + STAMP.format(now) + "-" + mark + ".txt";
    this.content =
        ("Connection test of an AS2 gateway, not business data.\r\nIt is removed at once."
                + "\r\nWritten: "
                + now
                + "\r\n")
            .getBytes(StandardCharsets.UTF_8);
  }

  /** The round trip in that folder; each finding is one step. */
  static List<Finding> in(SftpSession session, String folder, Clock clock) {
    RoundTrip trip = new RoundTrip(session, folder, clock.instant());
    if (trip.isWritten()) {
      trip.readBack();
      trip.remove();
    }
    return trip.findings;
  }

  private RemoteFile file(String called) {
    return new RemoteFile(called, content.length, Instant.EPOCH);
  }

  private boolean isWritten() {
    String temporary = ".as2-" + name.replace(".txt", "") + ".part";
    Upload.Source source =
        new Upload.Source(
            () -> new ByteArrayInputStream(content), content.length, Sha256.hex(content));
    try {
      session.upload(new Upload(source, folder, name, temporary, false), NO_NOTES);
      findings.add(
          Finding.good(
              "write, rename",
              "'%s' was uploaded to '%s' under a temporary name and renamed"
                  .formatted(name, folder)));
      return true;
    } catch (IOException e) {
      findings.add(Finding.failed("write, rename", "in '" + folder + "': " + text(e)));
      removeRest(temporary);
      return false;
    }
  }

  /** A temporary file that could not be renamed must not stay. */
  private void removeRest(String temporary) {
    try {
      session.remove(folder, file(temporary));
    } catch (IOException e) {
      findings.add(
          Finding.warning(
              "remove",
              "'"
                  + temporary
                  + "' may be left in '"
                  + folder
                  + "' ("
                  + text(e)
                  + "); ask the partner to remove it"));
    }
  }

  private void readBack() {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try {
      session.download(folder, file(name), read);
      boolean isSame = Arrays.equals(read.toByteArray(), content);
      findings.add(
          isSame
              ? Finding.good("read back", "the same " + content.length + " bytes came back")
              : Finding.failed("read back", "'" + name + "' has another content than was written"));
    } catch (IOException e) {
      findings.add(
          Finding.note(
              "read back",
              "the folder does not allow it (" + text(e) + "); sending does not need it"));
    }
  }

  private void remove() {
    try {
      session.remove(folder, file(name));
      findings.add(Finding.good("remove", "the test file was removed"));
    } catch (IOException e) {
      findings.add(
          Finding.warning(
              "remove",
              "'"
                  + name
                  + "' stays in '"
                  + folder
                  + "' because the folder does not allow us to remove it ("
                  + text(e)
                  + "); tell the partner that it is a test file"));
    }
  }

  private static String text(IOException e) {
    return e instanceof SftpFailure failure
        ? failure.problem().sentence()
        : String.valueOf(e.getMessage());
  }
}
