package org.as2gateway.admin.accounts;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.people.accounts.JdbcAuditLog;
import org.as2gateway.people.accounts.JdbcAuditLog.Filter;

/** Reads what the audit log is asked for out of a query string. */
final class AuditSearch {
  private AuditSearch() {}

  static String text(Context context, String name) {
    return Optional.ofNullable(context.queryParam(name)).orElse("").strip();
  }

  /**
   * The filter.
   *
   * @param zone whose days they are
   * @throws ProblemException with status 400 if the day is none
   */
  static Filter of(Context context, JdbcAuditLog audit, ZoneId zone) {
    Filter filter = new Filter(text(context, "q"), text(context, "user"), 1, Long.MAX_VALUE);
    String day = text(context, "day");
    if (day.isEmpty()) {
      return filter;
    }
    try {
      LocalDate date = LocalDate.parse(day);
      return filter.within(
          audit.firstSince(date.atStartOfDay(zone).toInstant()),
          audit.firstSince(date.plusDays(1).atStartOfDay(zone).toInstant()));
    } catch (DateTimeException e) {
      throw new ProblemException(400, "the day is not valid, expected one such as 2026-11-28");
    }
  }
}
