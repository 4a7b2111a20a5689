package org.as2gateway.transport.sftp.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A session that ended, or one step of it that failed, with the reason. */
public final class SftpFailure extends IOException {
  private static final long serialVersionUID = 1L;
  private final transient SftpProblem problem;

  SftpFailure(SftpProblem problem, @Nullable Throwable cause) {
    super(problem.sentence(), cause);
    this.problem = problem;
  }

  /** What happened and what to do. */
  public SftpProblem problem() {
    return problem;
  }
}
