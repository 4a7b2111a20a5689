package org.as2gateway.admin.alerts;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Route;
import org.as2gateway.config.SmtpTexts;
import org.jspecify.annotations.Nullable;

/** The mail server that takes alerts: its settings, and a test. Administrators only. */
public final class MailServerPages {
  private static final String PATH = "/mail-server";
  private static final List<String> FIELDS =
      List.of("host", "port", "tls", "user", "password", "from");

  private final Screen screen;
  private final MailServer server;

  public MailServerPages(Screen screen, MailServer server) {
    this.screen = screen;
    this.server = server;
  }

  public List<Route> routes() {
    return List.of(
        Route.page(PATH, "Mail server", context -> show(context, kept(), null, null)),
        Route.form(PATH, "Save the mail server", this::save),
        Route.form(PATH + "/test", "Send a test mail", this::test));
  }

  private Map<String, String> kept() {
    return SmtpTexts.of(server.settings());
  }

  private void show(
      Context context, Map<String, String> texts, @Nullable Answer answer, @Nullable String error) {
    Map<String, String> shown = new LinkedHashMap<>(texts);
    shown.remove("password");
    screen.show(
        context,
        "alerts/mailserver",
        "Mail server",
        new MailServerView(
            shown,
            server.settings().password().isPresent(),
            server.isSet(),
            server.isOfFile(),
            Forms.text(context, "to"),
            answer,
            error));
  }

  private void save(Context context) throws IOException {
    Map<String, String> typed = new LinkedHashMap<>();
    FIELDS.forEach(field -> typed.put(field, Forms.text(context, field).strip()));
    try {
      server.save(Caller.of(context).actor(), typed);
      screen.redirect(context, PATH, "The mail server was saved.");
    } catch (IllegalArgumentException e) {
      context.status(422);
      show(context, typed, null, e.getMessage());
    } catch (IllegalStateException e) {
      context.status(409);
      show(context, kept(), null, e.getMessage());
    }
  }

  private void test(Context context) {
    String to = Forms.text(context, "to").strip();
    show(context, kept(), server.test(Caller.of(context).actor(), to), null);
  }
}
