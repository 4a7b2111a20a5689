package org.as2gateway.admin.partners;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Role;
import org.jspecify.annotations.Nullable;

/** Senders that were refused because they are not set up: the API, and the button of the page. */
public final class RefusedSenderRoutes {
  private static final String ALL = "/api/v1/refused-senders";

  private final RefusedSenders senders;

  /** About those senders. */
  public RefusedSenderRoutes(RefusedSenders senders) {
    this.senders = senders;
  }

  /** Those of the API. */
  public List<Route> routes() {
    return List.of(
        Route.get(
                ALL,
                "List senders that were refused because they are not set up",
                RefusedSendersJson.class,
                context -> list())
            .by(Role.VIEWER),
        Route.post(ALL + "/ignore", "Ignore a refused sender", RefusedSendersJson.class, this::ask)
            .takes(Pair.class)
            .by(Role.PARTNER_MANAGER));
  }

  /** The button of the page. */
  static Route button(Screen screen, RefusedSenders senders) {
    return Route.form(
            "/refused-senders/ignore",
            "Ignore a refused sender",
            context -> {
              String from = Forms.text(context, "from");
              senders.ignore(Caller.of(context).actor(), from, Forms.text(context, "to"));
              screen.redirect(
                  context,
                  "/partners",
                  "Further attempts are not shown. They are still refused and logged.");
            })
        .by(Role.PARTNER_MANAGER);
  }

  /** Those that are shown. */
  private record RefusedSendersJson(
      @Description("the last attempt first; at most 100") List<RefusedSenderJson> senders) {}

  /** One of them. */
  private record RefusedSenderJson(
      @Description("AS2-From") String from,
      @Description("AS2-To") String to,
      @Description("address of the last attempt") String source,
      long count,
      Instant firstAt,
      Instant lastAt,
      @Description(values = {"not-our-id", "setup-unfinished", "no-partnership", "not-set-up"})
          String cause,
      @Description("id of the partner setup in progress for that sender")
          @Nullable String onboarding) {
    static RefusedSenderJson of(RefusedSender sender) {
      return new RefusedSenderJson(
          sender.attempts().from(),
          sender.attempts().to(),
          sender.attempts().source(),
          sender.attempts().count(),
          sender.attempts().firstAt(),
          sender.attempts().lastAt(),
          sender.cause().text(),
          sender.onboarding());
    }
  }

  private record Pair(@Description("AS2-From") String from, @Description("AS2-To") String to)
      implements RequestDocument {}

  private RefusedSendersJson list() {
    return new RefusedSendersJson(senders.list().stream().map(RefusedSenderJson::of).toList());
  }

  private RefusedSendersJson ask(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    senders.ignore(Caller.of(context).actor(), body.required("from"), body.required("to"));
    return list();
  }
}
