package org.as2gateway.admin.accounts;

import java.util.List;
import org.as2gateway.as2.wire.Severity;
import org.as2gateway.people.accounts.AuditEntry;
import org.jspecify.annotations.Nullable;

/**
 * The page Audit log.
 *
 * @param entries newest first
 * @param filter what was looked for
 * @param next number before which to go on; null at the end
 * @param check what the check of the chain found; null if it was not asked for
 */
public record AuditView(
    List<AuditEntry> entries, String filter, @Nullable Long next, @Nullable Check check) {
  /**
   * A check of the chain.
   *
   * @param severity good if the chain is complete
   * @param text a sentence
   */
  public record Check(Severity severity, String text) {}
}
