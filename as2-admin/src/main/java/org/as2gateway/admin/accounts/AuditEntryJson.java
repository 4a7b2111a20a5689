package org.as2gateway.admin.accounts;

import java.time.Instant;
import org.as2gateway.admin.port.Description;
import org.as2gateway.people.accounts.AuditEntry;
import org.jspecify.annotations.Nullable;

/** An entry of the audit log as the API writes it. */
@Description("An entry of the audit log.")
record AuditEntryJson(
    long number,
    Instant at,
    String who,
    String address,
    String action,
    String subject,
    @Nullable String before,
    @Nullable String after,
    @Description("also covers the previous entry") String hash) {
  /** That entry. */
  static AuditEntryJson of(AuditEntry entry) {
    return new AuditEntryJson(
        entry.number(),
        entry.at(),
        entry.actor().name(),
        entry.actor().address(),
        entry.action(),
        entry.subject(),
        entry.before(),
        entry.after(),
        entry.hash());
  }
}
