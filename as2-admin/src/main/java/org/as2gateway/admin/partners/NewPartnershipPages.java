package org.as2gateway.admin.partners;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import org.jspecify.annotations.Nullable;

/** Further partnerships with a partner: added and removed one by one. */
public final class NewPartnershipPages {
  private static final String NEW = "/partners/{name}/new-partnership";

  private final Screen screen;
  private final Registrar registrar;

  /** Pages of that registrar's gateway. */
  public NewPartnershipPages(Screen screen, Registrar registrar) {
    this.screen = screen;
    this.registrar = registrar;
  }

  /** Where they are. */
  public List<Route> routes() {
    return List.of(
        Route.page(NEW, "Form of a further partnership", this::form).by(Role.PARTNER_MANAGER),
        Route.form(NEW, "Add a further partnership", this::add).by(Role.PARTNER_MANAGER),
        Route.form("/partnerships/{name}/remove", "Remove a partnership", this::remove)
            .by(Role.PARTNER_MANAGER));
  }

  private Partner find(Context context) {
    return registrar
        .registry()
        .partnerships()
        .partner(context.pathParam("name"))
        .filter(partner -> !registrar.registry().isOwn(partner))
        .orElseThrow(
            () -> new ProblemException(404, "partner not found; it may have been removed"));
  }

  private void form(Context context) {
    show(context, find(context), false, null);
  }

  private void show(Context context, Partner partner, boolean isJudged, @Nullable String error) {
    List<Field> fields = NewPartnership.of(context, registrar, partner).fields(isJudged);
    screen.show(
        context,
        "partners/newpartnership",
        "Add a partnership",
        new NewPartnershipView(partner.name(), fields, error));
  }

  private void add(Context context) throws IOException {
    Partner partner = find(context);
    NewPartnership wanted = NewPartnership.of(context, registrar, partner);
    if (!wanted.isSound()) {
      context.status(422);
      show(context, partner, true, "the partnership cannot be added like this");
      return;
    }
    try {
      PartnershipEntry entry = wanted.entry();
      registrar.putPartnership(Caller.of(context).actor(), entry, Optional.of(""));
      screen.redirect(
          context,
          Links.partnership(entry.name()),
          "Partnership '" + entry.name() + "' was added. Check its settings.");
    } catch (EditRefused e) {
      context.status(422);
      show(context, partner, false, e.getMessage());
    }
  }

  private void remove(Context context) throws IOException {
    String name = context.pathParam("name");
    PartnershipEntry entry =
        Edits.make(() -> registrar.editor().partnership(name))
            .orElseThrow(
                () -> new ProblemException(404, "partnership not found; it may have been removed"));
    Edits.make(
        () -> {
          registrar.removePartnership(Caller.of(context).actor(), name, Optional.empty());
          return name;
        });
    boolean isOutbound =
        registrar
            .registry()
            .partnerships()
            .partner(entry.sender())
            .filter(registrar.registry()::isOwn)
            .isPresent();
    screen.redirect(
        context,
        Links.partner(isOutbound ? entry.receiver() : entry.sender()),
        "Partnership '"
            + name
            + "' was removed. Its messages and evidence are kept. You can restore it from the"
            + " history.");
  }
}
