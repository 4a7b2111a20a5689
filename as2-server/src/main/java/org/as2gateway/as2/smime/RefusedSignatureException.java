package org.as2gateway.as2.smime;

import java.io.Serial;
import org.as2gateway.as2.smime.SignatureCheck.Reason;
import org.as2gateway.as2.smime.SignatureCheck.Refused;

/** Carries a refusal out of the steps of parsing; never leaves the package. */
final class RefusedSignatureException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final Reason reason;

  RefusedSignatureException(Reason reason, String cause) {
    super(cause);
    this.reason = reason;
  }

  RefusedSignatureException(Reason reason, String cause, Throwable origin) {
    super(cause, origin);
    this.reason = reason;
  }

  Refused refused() {
    return new Refused(reason, String.valueOf(getMessage()));
  }
}
