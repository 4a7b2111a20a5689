package org.as2gateway.admin.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.people.accounts.SignIns;

/**
 * Answers with pages, made of templates that the build has compiled. They escape whatever is put
 * into them.
 */
public final class Screen {
  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final SignIns signIns;
  private final Place place;
  private final Clock clock;

  public Screen(SignIns signIns, Place place, Clock clock) {
    this.signIns = signIns;
    this.place = place;
    this.clock = clock;
  }

  /** Times as the one who sends the request reads them. */
  public Times times(Context context) {
    return new Times(Zone.of(context), clock.instant());
  }

  /** Answers with that template's page; its parameter {@code view} is the given one. */
  public void show(Context context, String template, String title, Object view) {
    String notice =
        Caller.find(context)
            .filter(caller -> !isRefresh(context))
            .flatMap(Caller::present)
            .flatMap(present -> signIns.takeNotice(present.session()))
            .orElse(null);
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("frame", Frame.of(context, place, title, notice));
    parameters.put("view", view);
    StringOutput output = new StringOutput();
    times(context).show(() -> templates.render(template + ".jte", parameters, output));
    context.html(output.toString());
  }

  /** Whether a script asks for a part of a page; the notice waits for one that shows it. */
  private static boolean isRefresh(Context context) {
    return context.header("HX-Request") != null;
  }

  /** Sends the browser on to a page, which will show the notice. */
  public void redirect(Context context, String path, String notice) {
    Caller.find(context)
        .flatMap(Caller::present)
        .ifPresent(present -> signIns.setNotice(present.session(), notice));
    redirect(context, path);
  }

  /** Sends the browser on to a page. */
  public void redirect(Context context, String path) {
    context.redirect(path, HttpStatus.SEE_OTHER);
  }
}
