package org.as2gateway.admin.partners;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.Partner;
import org.jspecify.annotations.Nullable;

/** The host keys of a partner's SFTP servers: what is pinned, and what a server shows now. */
public final class HostKeyPages {
  private static final String ALL = "/partners/{name}/host-keys";

  private final Screen screen;
  private final Registrar registrar;
  private final HostKeyDesk desk;

  /** Pages of that gateway. */
  public HostKeyPages(Screen screen, Gateway gateway, Registrar registrar) {
    this.screen = screen;
    this.registrar = registrar;
    this.desk = new HostKeyDesk(gateway, registrar);
  }

  /** Where they are. */
  public List<Route> routes() {
    return List.of(
        Route.page(ALL, "SSH host keys of a partner", this::all).by(Role.VIEWER),
        Route.form(ALL + "/pin", "Pin a host key that was compared", this::pin)
            .by(Role.PARTNER_MANAGER),
        Route.form(ALL + "/drop", "Stop accepting a host key", this::drop)
            .by(Role.PARTNER_MANAGER));
  }

  private Partner find(Context context) {
    return registrar
        .registry()
        .partnerships()
        .partner(context.pathParam("name"))
        .orElseThrow(
            () -> new ProblemException(404, "partner not found; it may have been removed"));
  }

  private void all(Context context) {
    show(context, find(context), null);
  }

  private void show(Context context, Partner partner, @Nullable String error) {
    screen.show(
        context,
        "partners/hostkeys",
        "Host keys of " + partner.name(),
        new HostKeysView(partner.name(), desk.of(partner), Forms.text(context, "note"), error));
  }

  private interface Change {
    void make(Partner partner, String address, String fingerprint) throws EditRefused, IOException;
  }

  private void pin(Context context) throws IOException {
    String note = Forms.text(context, "note");
    change(
        context,
        "The host key is pinned beside the old one. Drop the old one when the partner no longer"
            + " uses it.",
        (partner, address, fingerprint) ->
            desk.pin(Caller.of(context).actor(), partner, address, fingerprint, note));
  }

  private void drop(Context context) throws IOException {
    change(
        context,
        "The host key is no longer accepted.",
        (partner, address, fingerprint) ->
            desk.drop(Caller.of(context).actor(), partner, address, fingerprint));
  }

  private void change(Context context, String done, Change change) throws IOException {
    Partner partner = find(context);
    try {
      change.make(partner, Forms.text(context, "server"), Forms.text(context, "fingerprint"));
      screen.redirect(context, Links.hostKeys(partner.name()), done);
    } catch (EditRefused e) {
      context.status(Edits.status(e));
      show(context, partner, e.getMessage());
    }
  }
}
