package org.as2gateway.admin.accounts;

import io.javalin.http.Context;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.as2gateway.admin.page.Csv;
import org.as2gateway.admin.page.Format;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Route;
import org.as2gateway.as2.wire.Severity;
import org.as2gateway.people.accounts.AuditEntry;
import org.as2gateway.people.accounts.JdbcAuditLog;
import org.as2gateway.people.accounts.JdbcAuditLog.Filter;

/** The audit log, for administrators. */
public final class AuditPages {
  private static final String PATH = "/audit";
  private static final int ROWS = 100;
  private static final int SCAN = 10_000; // looked at for one page
  private static final int EXPORT_PAGE = 1000;
  private static final int EXPORT_MOST = 100_000;

  private final Screen screen;
  private final JdbcAuditLog audit;

  public AuditPages(Screen screen, JdbcAuditLog audit) {
    this.screen = screen;
    this.audit = audit;
  }

  public List<Route> routes() {
    return List.of(
        Route.page(PATH, "Audit log", this::show),
        Route.page(PATH + ".csv", "Audit log as CSV", this::csv));
  }

  private Filter filter(Context context) {
    return AuditSearch.of(context, audit, screen.times(context).zone().id());
  }

  private void show(Context context) {
    String before = AuditSearch.text(context, "before");
    long end = before.matches("[0-9]{1,18}") ? Long.parseLong(before) : Long.MAX_VALUE;
    Filter asked = filter(context).within(1, end);
    List<AuditEntry> top = audit.newest(Filter.ALL.within(asked.first(), asked.before()), 1);
    long last = top.isEmpty() ? 0 : top.get(0).number();
    Filter page = asked.within(last - SCAN, Long.MAX_VALUE);
    List<AuditEntry> entries = audit.newest(page, ROWS);
    long reached = entries.size() < ROWS ? page.first() : entries.get(ROWS - 1).number();
    AuditView.Search search =
        new AuditView.Search(
            asked.text(),
            asked.user(),
            AuditSearch.text(context, "day"),
            reached > asked.first() ? Long.valueOf(reached) : null);
    AuditView.Check check = context.queryParam("check") == null ? null : check();
    screen.show(
        context,
        "accounts/audit",
        "Audit log",
        new AuditView(entries.stream().map(AuditLine::of).toList(), search, check));
  }

  private AuditView.Check check() {
    return audit
        .firstBroken()
        .map(
            number ->
                new AuditView.Check(
                    Severity.BAD,
                    "The audit log was altered: entry "
                        + number
                        + " is missing or was changed. Find out who can write to the database."))
        .orElse(new AuditView.Check(Severity.GOOD, "No entries altered or missing."));
  }

  private void csv(Context context) throws IOException {
    Filter filter = filter(context);
    context.contentType("text/csv; charset=utf-8");
    context.header("Content-Disposition", "attachment; filename=\"audit-log.csv\"");
    Writer out =
        new BufferedWriter(new OutputStreamWriter(context.outputStream(), StandardCharsets.UTF_8));
    out.write(Csv.line("number", "at", "user", "address", "action", "subject", "before", "after"));
    List<AuditEntry> page = audit.newest(filter, EXPORT_PAGE);
    for (int rows = 0; !page.isEmpty() && rows < EXPORT_MOST; rows += page.size()) {
      for (AuditEntry entry : page) {
        out.write(line(entry));
      }
      filter = filter.within(1, page.get(page.size() - 1).number());
      page = audit.newest(filter, EXPORT_PAGE);
    }
    out.flush();
  }

  private static String line(AuditEntry entry) {
    return Csv.line(
        entry.number(),
        Format.iso(entry.at()),
        entry.actor().name(),
        entry.actor().address(),
        entry.action(),
        entry.subject(),
        entry.before(),
        entry.after());
  }
}
