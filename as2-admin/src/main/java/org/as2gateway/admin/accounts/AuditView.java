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
 * @param verdict what the check of the chain said; null if it was not asked for
 */
public record AuditView(
    List<AuditEntry> entries, String filter, @Nullable Long next, @Nullable String verdict) {}
