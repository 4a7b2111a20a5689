package org.as2gateway.admin.accounts;

import java.util.List;
import org.as2gateway.people.accounts.AuditEntry;
import org.jspecify.annotations.Nullable;

/**
 * The page Audit log.
 *
 * @param entries newest first
 * @param filter what was looked for
 * @param next number before which to go on; null at the end
 * @param verdict the result of the integrity check; null if it was not requested
 */
public record AuditView(
    List<AuditEntry> entries, String filter, @Nullable Long next, @Nullable Verdict verdict) {

  /**
   * The result of the integrity check.
   *
   * @param isIntact whether no entry was altered or is missing
   * @param text the same in words
   */
  public record Verdict(boolean isIntact, String text) {}
}
