package org.as2gateway.transport.sftp.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.sshd.common.session.helpers.TimeoutIndicator;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatExtensionInfo;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatPathExtension;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.as2gateway.as2.wire.PartnerText;

/** Says what an exception of the library means, and keeps it in the log of the session. */
final class Failures {
  private static final int MOST_TEXT = 200;
  private final SessionParts parts;
  private final Duration answer;

  Failures(SessionParts parts, Duration answer) {
    this.parts = parts;
    this.answer = answer;
  }

  static boolean isMissing(SftpException e) {
    return e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE
        || e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_PATH;
  }

  SftpFailure of(SftpProblem problem) {
    return logged(new SftpFailure(problem, null));
  }

  SftpFailure of(String action, String path, Exception e) {
    if (e instanceof SftpFailure failure) {
      return failure;
    }
    String shown = PartnerText.clean(path, MOST_TEXT);
    if (e instanceof SftpException status) {
      return logged(new SftpFailure(refused(action, shown, status), e));
    }
    String doing = "'" + action + " " + shown + "'";
    String server = parts.server().address();
    return logged(new SftpFailure(lost(server, doing), e));
  }

  private SftpProblem lost(String server, String doing) {
    if (parts.pace().isStalled()) {
      return new SftpProblem.TooSlow(server, doing, Pace.LEAST_BYTES_A_SECOND);
    }
    return timedOut()
        ? new SftpProblem.TimedOut(server, doing, answer)
        : new SftpProblem.Cut(server, doing);
  }

  private boolean timedOut() {
    return parts.ssh().getTimeoutStatus().getStatus() != TimeoutIndicator.TimeoutStatus.NoTimeout;
  }

  private static SftpProblem refused(String action, String path, SftpException e) {
    if (isMissing(e)) {
      return new SftpProblem.NotFound(action, path);
    }
    if (e.getStatus() == SftpConstants.SSH_FX_PERMISSION_DENIED) {
      return new SftpProblem.PermissionDenied(action, path);
    }
    String text = String.valueOf(e.getMessage());
    return new SftpProblem.Refused(action, path, e.getStatus(), PartnerText.clean(text, MOST_TEXT));
  }

  SftpFailure whileWriting(Upload upload, Exception e) {
    if (e instanceof SftpException status && status.getStatus() == SftpConstants.SSH_FX_FAILURE) {
      try {
        Optional<SftpProblem> full = diskFull(upload);
        if (full.isPresent()) {
          return logged(new SftpFailure(full.get(), e));
        }
      } catch (IOException | RuntimeException unknown) {
        // It cannot be asked: the first failure is what is known.
        e.addSuppressed(unknown);
      }
    }
    return of("write", upload.temporaryPath(), e);
  }

  /** SFTP 3 has no status for a full disk: OpenSSH says "failure", and its free space if asked. */
  private Optional<SftpProblem> diskFull(Upload upload) throws IOException {
    OpenSSHStatPathExtension space = parts.sftp().getExtension(OpenSSHStatPathExtension.class);
    if (space == null || !space.isSupported()) {
      return Optional.empty();
    }
    OpenSSHStatExtensionInfo found = space.stat(upload.folder().isEmpty() ? "." : upload.folder());
    long free = found.f_bavail * found.f_frsize;
    long needed = upload.bytes() - parts.sftp().stat(upload.temporaryPath()).getSize();
    return free < needed
        ? Optional.of(new SftpProblem.DiskFull(upload.path(), needed, free))
        : Optional.empty();
  }

  private SftpFailure logged(SftpFailure failure) {
    parts.log().add("failed: " + failure.problem().sentence());
    return failure;
  }
}
