package org.as2gateway.store.log;

import org.as2gateway.as2.wire.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Why a message failed, was refused or has to wait.
 *
 * @param reason what decides; null in records of versions before 0.2
 * @param detail what was found and expected, for operators; never sent to a partner
 */
public record Failure(@Nullable Reason reason, String detail) {
  /** The same with another detail. */
  public Failure withDetail(String other) {
    return new Failure(reason, other);
  }
}
