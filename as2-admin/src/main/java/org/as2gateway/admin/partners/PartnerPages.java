package org.as2gateway.admin.partners;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.jspecify.annotations.Nullable;

/** Partners: list, one, change, remove, the sheet we hand out. */
public final class PartnerPages {
  private static final String LIST = "/partners";
  private static final String ONE = LIST + "/{name}";

  private final Screen screen;
  private final Gateway gateway;
  private final Registrar registrar;
  private final PartnerViews views;
  private final RefusedSenders refused;

  /** Pages of that gateway's partners. */
  public PartnerPages(Screen screen, Gateway gateway, Registrar registrar) {
    this.screen = screen;
    this.gateway = gateway;
    this.registrar = registrar;
    this.views = new PartnerViews(gateway, registrar);
    this.refused = new RefusedSenders(gateway, registrar);
  }

  /** Where they are. */
  public List<Route> routes() {
    return List.of(
        Route.page(LIST, "Partners", this::list).by(Role.VIEWER),
        RefusedSenderRoutes.button(screen, refused),
        Route.page(ONE, "Show a partner", this::one).by(Role.VIEWER),
        Route.page(ONE + "/sheet", "Our connection sheet", this::sheet).by(Role.VIEWER),
        Route.form(ONE, "Change a partner", this::change).by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/remove", "Remove a partner", this::remove).by(Role.PARTNER_MANAGER));
  }

  private static Actor actor(Context context) {
    return Caller.of(context).actor();
  }

  private void list(Context context) {
    screen.show(context, "partners/list", "Partners", views.list(refused.list()));
  }

  private Partner find(Context context) {
    return registrar
        .registry()
        .partnerships()
        .partner(context.pathParam("name"))
        .orElseThrow(
            () -> new ProblemException(404, "partner not found; it may have been removed"));
  }

  private void one(Context context) throws IOException {
    show(context, find(context), Optional.empty(), null);
  }

  private void show(
      Context context, Partner partner, Optional<PartnerEntry> typed, @Nullable String error)
      throws IOException {
    PartnerView view = Edits.make(() -> views.partner(partner, typed, error));
    screen.show(context, "partners/one", partner.name(), view);
  }

  private void change(Context context) throws IOException {
    Partner partner = find(context);
    Map<String, String> attributes = new LinkedHashMap<>();
    Optional<PartnerEntry> before = Edits.make(() -> registrar.editor().partner(partner.name()));
    before.ifPresent(entry -> attributes.putAll(entry.attributes()));
    PartnerField.take(context, attributes);
    PartnerEntry entry = new PartnerEntry(partner.name(), attributes);
    try {
      registrar.putPartner(actor(context), entry, Optional.of(Forms.text(context, "version")));
      screen.redirect(
          context, Links.partner(partner.name()), "Saved. The new settings are in use.");
    } catch (EditRefused e) {
      context.status(422);
      show(context, partner, Optional.of(entry), e.getMessage());
    }
  }

  private void remove(Context context) throws IOException {
    String name = find(context).name();
    Edits.make(
        () -> {
          registrar.removePartner(actor(context), name, true, Optional.empty());
          return name;
        });
    screen.redirect(
        context,
        LIST,
        "The partner and its partnerships were removed. Its certificates stay in certs/. You can"
            + " restore the entries from the history.");
  }

  private void sheet(Context context) {
    Partner station = find(context);
    if (!registrar.registry().isOwn(station)) {
      throw new ProblemException(404, "only our own AS2 identities have a connection sheet");
    }
    PartnerSheet sheet = PartnerSheet.of(gateway, station, registrar.now());
    screen.show(
        context,
        "partners/sheet",
        "AS2 connection of " + station.name(),
        new SheetView(sheet, registrar.now()));
  }
}
