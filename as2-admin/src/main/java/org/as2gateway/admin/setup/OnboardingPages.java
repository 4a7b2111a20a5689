package org.as2gateway.admin.setup;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.partners.PartnerReport;
import org.as2gateway.admin.partners.Preset;
import org.as2gateway.admin.partners.Uploads;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.registry.Upload;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/** Where set-ups begin, go on, or are given up. */
public final class OnboardingPages {
  static final String START = "/onboarding";

  private final Screen screen;
  private final Gateway gateway;
  private final Registrar registrar;
  private final OnboardingActions actions;

  /** Pages of that gateway. */
  public OnboardingPages(Screen screen, Gateway gateway, Registrar registrar) {
    this.screen = screen;
    this.gateway = gateway;
    this.registrar = registrar;
    this.actions = new OnboardingActions(gateway, registrar);
  }

  /** Where they are, those of the steps too. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.page(START, "Set up a partner", this::start).by(Role.PARTNER_MANAGER));
    routes.add(Route.upload(START, "Start a partner setup", this::begin).by(Role.PARTNER_MANAGER));
    routes.add(
        Route.form(START + "/{id}/abandon", "Discard a partner setup", this::abandon)
            .by(Role.PARTNER_MANAGER));
    routes.addAll(new WizardPages(screen, gateway, registrar).routes());
    return routes;
  }

  private void start(Context context) {
    show(context, "", Optional.ofNullable(context.queryParam("as2_id")).orElse(""), null);
  }

  private void show(Context context, String name, String as2Id, @Nullable String error) {
    Registry registry = gateway.registry();
    List<String> incomplete =
        registry.partnerships().partners().stream()
            .filter(p -> !registry.isOwn(p))
            .filter(p -> !PartnerReport.missing(registry, p, registrar.now()).isEmpty())
            .map(Partner::name)
            .toList();
    List<String> stations = PartnerReport.stations(registry).stream().map(Partner::name).toList();
    screen.show(
        context,
        "setup/start",
        "Set up a partner",
        new StartView(
            gateway.onboardings().open(),
            incomplete,
            stations,
            name,
            as2Id,
            TransportKind.parse(Forms.text(context, "transport")).orElse(TransportKind.AS2).text(),
            error));
  }

  private void begin(Context context) throws IOException {
    Uploads.check(context);
    String typed = Forms.text(context, "name").strip();
    String as2Id = Forms.text(context, "as2_id");
    String preset = Forms.text(context, "preset");
    Optional<Onboarding> present = actions.underWay(typed, as2Id);
    if (present.isPresent()) {
      screen.redirect(
          context,
          START + "/" + present.get().id(),
          "This setup was started earlier. Continue it.");
      return;
    }
    try {
      Onboarding begun =
          actions.begin(
              Caller.of(context),
              new OnboardingActions.Beginning(
                  typed,
                  Forms.text(context, "station"),
                  as2Id,
                  preset,
                  Forms.text(context, "transport"),
                  Uploads.of(context, "file", "text").map(Upload::content)));
      boolean isDts = preset.equals(Preset.USPS_DTS.text()); // what to ask comes first
      screen.redirect(context, START + "/" + begun.id() + (isDts ? "/request" : ""));
    } catch (EditRefused e) {
      context.status(422);
      show(context, typed, as2Id, e.getMessage());
    }
  }

  private void abandon(Context context) throws IOException {
    Onboarding onboarding = actions.require(context.pathParam("id"));
    Edits.make(
        () -> {
          actions.abandon(Caller.of(context), onboarding);
          return onboarding;
        });
    screen.redirect(context, START, "The setup of '" + onboarding.partner() + "' was discarded.");
  }
}
