package org.as2gateway.transport.sftp;

import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.Failure;
import org.as2gateway.transport.sftp.client.SftpProblem;

/** What a problem of a session is called in the log of messages. */
final class SftpFailures {
  private SftpFailures() {}

  static Failure of(SftpProblem problem) {
    return new Failure(reason(problem), problem.sentence() + ". " + problem.remedy());
  }

  private static Reason reason(SftpProblem problem) {
    if (problem instanceof SftpProblem.NotReachable) {
      return Reason.CONNECTION_FAILED;
    }
    if (problem instanceof SftpProblem.NoProxy proxy) {
      return proxy.reason();
    }
    if (problem instanceof SftpProblem.WrongHostKey) {
      return Reason.SSH_HOST_KEY_NOT_PINNED;
    }
    if (problem instanceof SftpProblem.SignInRefused) {
      return Reason.SFTP_SIGN_IN_REFUSED;
    }
    if (problem instanceof SftpProblem.TimedOut) {
      return Reason.CONNECTION_TIMEOUT;
    }
    if (problem instanceof SftpProblem.TooSlow) {
      return Reason.CONNECTION_STALLED;
    }
    if (problem instanceof SftpProblem.Cut) {
      return Reason.CONNECTION_LOST;
    }
    if (problem instanceof SftpProblem.NameTaken) {
      return Reason.PARTNER_HAS_FILENAME;
    }
    if (problem instanceof SftpProblem.RenameUnknown) {
      return Reason.OUTCOME_UNKNOWN;
    }
    return problem instanceof SftpProblem.ContentChanged
        ? Reason.FILE_MISSING
        : Reason.SFTP_REFUSED;
  }
}
