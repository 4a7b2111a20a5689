package org.as2gateway.admin.web.onboarding;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.api.Caller;
import org.as2gateway.admin.api.GatewayAccess;
import org.as2gateway.admin.api.ProblemException;
import org.as2gateway.admin.api.Route;
import org.as2gateway.admin.partners.Answer;
import org.as2gateway.admin.partners.Onboarder;
import org.as2gateway.admin.partners.PartnerImport;
import org.as2gateway.admin.partners.PartnerReport;
import org.as2gateway.admin.partners.Upload;
import org.as2gateway.admin.web.Forms;
import org.as2gateway.admin.web.Screen;
import org.as2gateway.admin.web.partners.Uploads;
import org.as2gateway.identity.Role;
import org.as2gateway.onboarding.Onboarding;
import org.as2gateway.partnership.EditRefused;
import org.as2gateway.partnership.Partner;
import org.as2gateway.registry.Registry;
import org.jspecify.annotations.Nullable;

/** Where set-ups begin, go on, or are given up. */
public final class OnboardingPages {
  static final String START = "/onboarding";
  private static final int USUAL_NAME = 64;

  private final Screen screen;
  private final GatewayAccess gateway;

  /** Pages of that gateway. */
  public OnboardingPages(Screen screen, GatewayAccess gateway) {
    this.screen = screen;
    this.gateway = gateway;
  }

  /** Where they are, those of the steps too. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.page(START, "Set up a partner", this::start).by(Role.PARTNER_MANAGER));
    routes.add(
        Route.upload(START, "Begin to set up a partner", this::begin).by(Role.PARTNER_MANAGER));
    routes.add(
        Route.form(START + "/{id}/abandon", "Give up a set-up", this::abandon)
            .by(Role.PARTNER_MANAGER));
    routes.addAll(new WizardPages(screen, gateway).routes());
    return routes;
  }

  private void start(Context context) {
    show(context, "", null);
  }

  private void show(Context context, String name, @Nullable String error) {
    Registry registry = gateway.registry();
    List<String> incomplete =
        registry.partnerships().partners().stream()
            .filter(p -> !registry.isOwn(p))
            .filter(p -> !PartnerReport.missing(registry, p, gateway.registrar().now()).isEmpty())
            .map(Partner::name)
            .toList();
    List<String> stations = PartnerReport.stations(registry).stream().map(Partner::name).toList();
    screen.show(
        context,
        "onboarding/start",
        "Set up a partner",
        new StartView(gateway.onboardings().open(), incomplete, stations, name, error));
  }

  private void begin(Context context) throws IOException {
    Uploads.check(context);
    String typed = Forms.text(context, "name").strip();
    try {
      List<Partner> stations = PartnerReport.stations(gateway.registry());
      if (stations.isEmpty()) {
        throw new EditRefused(
            EditRefused.Reason.CONFLICT,
            "we have no key yet: make one on the page Certificates first");
      }
      Map<String, String> known = new LinkedHashMap<>();
      Optional<Upload> upload = Uploads.of(context, "file", "text");
      String name = typed;
      if (upload.isPresent()) {
        PartnerImport.Described described =
            PartnerImport.read(gateway.registry(), upload.get().content().toBytes()).get(0);
        known.putAll(answers(described));
        name = typed.isEmpty() ? plain(described.description().partner().name()) : typed;
      }
      known.put(Answer.STATION, station(context, stations));
      Onboarding begun =
          new Onboarder(gateway.registrar(), gateway.onboardings())
              .begin(Caller.of(context).actor(), name, known);
      screen.goOn(context, START + "/" + begun.id());
    } catch (EditRefused e) {
      context.status(422);
      show(context, typed, e.getMessage());
    }
  }

  private static String station(Context context, List<Partner> stations) {
    String chosen = Forms.text(context, "station");
    return stations.stream()
        .map(Partner::name)
        .filter(chosen::equals)
        .findFirst()
        .orElse(stations.get(0).name());
  }

  private static String plain(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._ -]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
    return plain.substring(0, Math.min(plain.length(), USUAL_NAME));
  }

  private static Map<String, String> answers(PartnerImport.Described described) {
    Map<String, String> answers = new LinkedHashMap<>();
    Map<String, String> ids = described.description().partner().attributes();
    Map<String, String> outbound = described.description().outbound();
    answers.put(Answer.AS2_ID, ids.getOrDefault("as2_id", ""));
    answers.put(Answer.EMAIL, ids.getOrDefault("email", ""));
    answers.put(Answer.URL, outbound.getOrDefault("as2_url", ""));
    answers.put(Answer.SIGN, outbound.getOrDefault("sign", ""));
    answers.put(Answer.ENCRYPT, outbound.getOrDefault("encrypt", ""));
    answers.put(Answer.PEM, described.certificates());
    answers.values().removeIf(String::isBlank);
    return answers;
  }

  private void abandon(Context context) {
    Onboarding onboarding = find(gateway, context.pathParam("id"));
    new Onboarder(gateway.registrar(), gateway.onboardings())
        .abandon(Caller.of(context).actor(), onboarding);
    screen.goOn(context, START, "The set-up of '" + onboarding.partner() + "' was given up.");
  }

  static Onboarding find(GatewayAccess gateway, String id) {
    return gateway
        .onboardings()
        .find(id)
        .orElseThrow(() -> new ProblemException(404, "there is no such set-up (any more)"));
  }
}
