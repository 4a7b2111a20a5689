package org.as2gateway.admin.setup;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.partners.Links;
import org.as2gateway.admin.partners.PartnerReport;
import org.as2gateway.admin.partners.Preset;
import org.as2gateway.admin.partners.RefusedSenders;
import org.as2gateway.admin.partners.Uploads;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.registry.Upload;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/** The steps of a set-up. */
final class WizardPages {
  static final String ONE = OnboardingPages.START + "/{id}";

  private final Screen screen;
  private final Gateway gateway;
  private final Registrar registrar;
  private final OnboardingActions actions;

  WizardPages(Screen screen, Gateway gateway, Registrar registrar) {
    this.screen = screen;
    this.gateway = gateway;
    this.registrar = registrar;
    this.actions = new OnboardingActions(gateway, registrar);
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>(new FileStepPages(this, actions, registrar).routes());
    routes.addAll(new RequestPages(screen, gateway, registrar, actions).routes());
    routes.addAll(ownRoutes());
    return routes;
  }

  private List<Route> ownRoutes() {
    return List.of(
        Route.page(ONE, "Step of a partner setup", this::step).by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/identity", "Save identity and URL", this::identity)
            .by(Role.PARTNER_MANAGER),
        Route.upload("/onboarding-certificates", "Save certificates", this::certificates)
            .by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/phone", "Record that fingerprints were compared", this::phone)
            .by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/security", "Save the security settings", this::security)
            .by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/checks", "Check the connection", this::checks).by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/trust", "Trust a TLS certificate or SSH host key", this::trust)
            .by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/test", "Send a test message", this::test).by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/live", "Go live", this::live).by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/live-untested", "Go live without a test", this::liveUntested)
            .by(Role.PARTNER_MANAGER));
  }

  Onboarding find(Context context) {
    return actions.require(context.pathParam("id"));
  }

  private void step(Context context) {
    Onboarding onboarding = find(context);
    OnboardingStep step =
        Optional.ofNullable(context.queryParam("step"))
            .flatMap(OnboardingStep::parse)
            .filter(OnboardingStep.of(onboarding)::contains)
            .orElseGet(() -> OnboardingStep.next(onboarding));
    show(context, onboarding, step, null);
  }

  private void show(
      Context context, Onboarding onboarding, OnboardingStep step, @Nullable String error) {
    String checkedAt = onboarding.answer(Answer.CHECKS_AT);
    screen.show(
        context,
        "setup/step",
        step.label() + " of " + onboarding.partner(),
        new WizardView(
            onboarding,
            step,
            PartnerReport.stations(gateway.registry()).stream().map(Partner::name).toList(),
            actions.certificates(onboarding),
            FindingText.read(onboarding.answer(Answer.CHECKS)),
            actions.untrusted(onboarding).orElse(null),
            actions.testOf(onboarding).orElse(null),
            checkedAt.isEmpty() ? null : Instant.parse(checkedAt),
            new RefusedSenders(gateway, registrar).of(onboarding.answer(Answer.AS2_ID)),
            gateway.config().publicUrl().map(URI::toString).orElse(""),
            error));
  }

  private void again(
      Context context, Onboarding onboarding, OnboardingStep step, @Nullable String error) {
    context.status(422);
    show(context, onboarding, step, error);
  }

  private void redirect(Context context, Onboarding onboarding, OnboardingStep step) {
    screen.redirect(
        context, OnboardingPages.START + "/" + onboarding.id() + "?step=" + step.text());
  }

  /** Does something, and goes on to that step, or shows this one again and why it was refused. */
  void attempt(
      Context context,
      Onboarding onboarding,
      OnboardingStep here,
      OnboardingStep next,
      Edits.Change<Onboarding> change)
      throws IOException {
    try {
      redirect(context, change.make(), next);
    } catch (EditRefused | CertsException e) {
      again(context, onboarding, here, e.getMessage());
    }
  }

  private void identity(Context context) throws IOException {
    Onboarding onboarding = find(context);
    Map<String, String> answers =
        switch (Answer.transport(onboarding)) {
          case AS2 -> texts(context, Answer.AS2_ID, Answer.URL, Answer.EMAIL);
          case SFTP -> texts(context, Answer.SFTP_SIDE, Answer.EMAIL);
          case PDX -> texts(context, Answer.EMAIL);
        };
    String station = Forms.text(context, Answer.STATION);
    if (!station.isEmpty()) {
      answers.put(Answer.STATION, station);
    }
    attempt(
        context,
        onboarding.with(answers, registrar.now()),
        OnboardingStep.IDENTITY,
        OnboardingStep.of(onboarding).get(1),
        () -> actions.take(Caller.of(context), onboarding, answers));
  }

  private void certificates(Context context) throws IOException {
    Uploads.check(context);
    Onboarding onboarding = actions.require(Forms.text(context, "id"));
    Optional<Upload> upload = Uploads.of(context, "file", "text");
    OnboardingStep here = OnboardingStep.CERTIFICATES;
    attempt(
        context,
        onboarding,
        here,
        here,
        () -> {
          byte[] content =
              upload
                  .map(one -> one.content().toBytes())
                  .orElseThrow(() -> new CertsException("choose a file or paste its text"));
          return actions.takeCertificates(onboarding, content);
        });
  }

  private void phone(Context context) throws IOException {
    Onboarding onboarding = find(context);
    attempt(
        context,
        onboarding,
        OnboardingStep.CERTIFICATES,
        OnboardingStep.SECURITY,
        () -> actions.compared(Caller.of(context), onboarding, Forms.text(context, "spoken")));
  }

  private void security(Context context) throws IOException {
    Onboarding onboarding = find(context);
    Map<String, String> answers =
        texts(
            context,
            Answer.PRESET,
            Answer.SIGN,
            Answer.ENCRYPT,
            Answer.COMPRESSION,
            Answer.RECEIPT,
            Answer.RECEIPT_URL);
    for (String setting : Answer.CONFIRMABLE) {
      String name = Answer.CONFIRMED + setting;
      if (context.formParam(name) != null) {
        answers.put(name, Forms.text(context, name));
      }
    }
    String preset = answers.getOrDefault(Answer.PRESET, "");
    boolean isNewPreset = !preset.equals(onboarding.answer(Answer.PRESET));
    // Where DTS has to be asked, what to ask stands on the same page.
    boolean isFirstDts = isNewPreset && preset.equals(Preset.USPS_DTS.text());
    attempt(
        context,
        onboarding.with(answers, registrar.now()),
        OnboardingStep.SECURITY,
        isFirstDts ? OnboardingStep.SECURITY : OnboardingStep.CHECKS,
        () -> actions.take(Caller.of(context), onboarding, answers));
  }

  private void checks(Context context) throws IOException {
    Onboarding onboarding = find(context);
    boolean hasRoundTrip = context.formParam("round_trip") != null;
    OnboardingStep missing =
        OnboardingStep.of(onboarding)
            .get(Answer.transport(onboarding) == TransportKind.AS2 ? 0 : 1);
    attempt(
        context,
        onboarding,
        missing,
        OnboardingStep.CHECKS,
        () -> actions.check(onboarding, hasRoundTrip));
  }

  private void trust(Context context) throws IOException {
    Onboarding onboarding = find(context);
    attempt(
        context,
        onboarding,
        OnboardingStep.CHECKS,
        OnboardingStep.CHECKS,
        () ->
            actions.trust(
                Caller.of(context),
                onboarding,
                Forms.text(context, "fingerprint"),
                Forms.text(context, "spoken")));
  }

  private void test(Context context) throws IOException {
    Onboarding onboarding = find(context);
    attempt(
        context,
        onboarding,
        OnboardingStep.TEST,
        OnboardingStep.TEST,
        () -> actions.test(Caller.of(context), onboarding));
  }

  private void live(Context context) throws IOException {
    Onboarding onboarding = find(context);
    goLive(
        context,
        onboarding,
        () -> {
          actions.goLive(Caller.of(context), onboarding);
          return onboarding;
        });
  }

  private void liveUntested(Context context) throws IOException {
    Onboarding onboarding = find(context);
    String reason = Forms.text(context, "reason");
    goLive(
        context,
        onboarding,
        () -> {
          actions.goLiveUntested(Caller.of(context), onboarding, reason);
          return onboarding;
        });
  }

  private void goLive(Context context, Onboarding onboarding, Edits.Change<Onboarding> change)
      throws IOException {
    try {
      change.make();
      screen.redirect(
          context,
          Links.partner(onboarding.partner()),
          "'"
              + onboarding.partner()
              + "' is live. Its files are no longer marked as tests. Send the partner our"
              + " connection sheet if you have not yet.");
    } catch (CertsException e) {
      again(context, onboarding, OnboardingStep.CERTIFICATES, e.getMessage());
    } catch (EditRefused e) {
      OnboardingStep next = OnboardingStep.next(onboarding);
      boolean isEarly = e.reason() == Reason.CONFLICT;
      again(context, onboarding, isEarly ? next : OnboardingStep.LIVE, e.getMessage());
    }
  }

  static Map<String, String> texts(Context context, String... fields) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String field : fields) {
      texts.put(field, Forms.text(context, field).strip());
    }
    return texts;
  }
}
