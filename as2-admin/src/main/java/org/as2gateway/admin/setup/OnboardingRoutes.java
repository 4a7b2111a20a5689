package org.as2gateway.admin.setup;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.setup.OnboardingJson.OnboardingsJson;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.onboarding.Onboarding;

/** Partners that are being set up: what is known, what comes next, step by step. */
public final class OnboardingRoutes {
  private static final String ALL = "/api/v1/onboardings";
  private static final String ONE = ALL + "/{id}";

  private final Gateway gateway;
  private final OnboardingActions actions;

  public OnboardingRoutes(Gateway gateway, Registrar registrar) {
    this.gateway = gateway;
    this.actions = new OnboardingActions(gateway, registrar);
  }

  public List<Route> routes() {
    return Stream.of(
            Route.get(
                ALL, "List partner setups in progress", OnboardingsJson.class, context -> list()),
            post("", "Start a partner setup", this::begin).status(201).takes(OnboardingStart.class),
            Route.get(
                ONE,
                "Show a partner setup and its missing answers",
                OnboardingJson.class,
                context -> json(require(context))),
            Route.put(
                    ONE,
                    "Save answers; other answers do not change",
                    OnboardingJson.class,
                    this::take)
                .takes(OnboardingAnswers.class),
            Route.delete(ONE, "Discard a partner setup", this::abandon),
            post("/{id}/compared", "Record that fingerprints were compared", this::compared)
                .takes(SpokenTo.class),
            post("/{id}/checks", "Check the connection to the partner", this::check)
                .takes(ChecksRequest.class),
            post(
                    "/{id}/trust",
                    "Trust the partner's TLS certificate, or pin its SSH host key",
                    this::trust)
                .takes(TrustRequest.class),
            post("/{id}/test", "Send a test message", this::test),
            post("/{id}/live", "Go live", this::goLive),
            post("/{id}/live-untested", "Go live without a test", this::goLiveUntested)
                .takes(UntestedReason.class))
        .map(route -> route.by(Role.PARTNER_MANAGER))
        .toList();
  }

  private static Route post(String path, String summary, Route.Reply<OnboardingJson> reply) {
    return Route.post(ALL + path, summary, OnboardingJson.class, reply);
  }

  private record OnboardingStart(
      @Description("name of the partner; default: the name in the description")
          Optional<String> partner,
      @Description("our AS2 identity; default: the first one") Optional<String> station,
      @Description("the partner's AS2 id, if known") Optional<String> as2Id,
      @Description("generic, usps-dts or legacy; default: to be answered later")
          Optional<String> preset,
      @Description("as2, sftp or pdx; default: as2") Optional<String> transport,
      @Description("a partner file: our export, or a file of OpenAS2, as2-lib or mendelson AS2")
          Optional<String> description)
      implements RequestDocument {}

  private record OnboardingAnswers(
      @Description(
              "as2_id, url, email, station, pem, preset (generic, usps-dts, legacy), sign, encrypt,"
                  + " compression_type, receipt (sync, async, none), receipt_url; dates:"
                  + " requested, and confirmed. followed by as2_id, url, pem, sign, encrypt or"
                  + " receipt; for the request to DTS: contact_name,"
                  + " contact_title, contact_phone, company; with transport sftp: email, station,"
                  + " sftp_side (theirs, ours), gw.sftp_url, gw.sftp_poll, gw.sftp_host_key,"
                  + " gw.sftp_key, gw.sftp_password, pgp (yes, no), gw.pgp_encrypt, gw.pgp_sign,"
                  + " gw.pgp_require; with transport pdx: email, station, gw.pdx_environment,"
                  + " gw.pdx_login")
          Map<String, String> answers)
      implements RequestDocument {}

  private record UntestedReason(
      @Description("why the partner goes live without an acknowledged test; for the audit log")
          String reason)
      implements RequestDocument {}

  private record ChecksRequest(
      @Description(
              "with SFTP to the partner's server: also upload, rename, read back and remove a small"
                  + " file; default: false")
          Optional<Boolean> roundTrip)
      implements RequestDocument {}

  private record SpokenTo(Optional<String> spokenTo) implements RequestDocument {}

  private record TrustRequest(
      @Description(
              "fingerprint of the compared certificate or host key; it must be the one that the"
                  + " last check showed")
          String fingerprint,
      Optional<String> spokenTo)
      implements RequestDocument {}

  private Onboarding require(Context context) {
    return actions.require(context.pathParam("id"));
  }

  private OnboardingJson json(Onboarding onboarding) {
    return OnboardingJson.of(onboarding, actions);
  }

  private OnboardingJson after(Edits.Change<Onboarding> change) throws IOException {
    return json(Edits.make(change));
  }

  private OnboardingsJson list() {
    return new OnboardingsJson(gateway.onboardings().open().stream().map(this::json).toList());
  }

  private OnboardingJson begin(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    return after(
        () ->
            actions.begin(
                Caller.of(context),
                new OnboardingActions.Beginning(
                    body.text("partner").orElse(""),
                    body.text("station").orElse(""),
                    body.text("as2Id").orElse(""),
                    body.text("preset").orElse(""),
                    body.text("transport").orElse(""),
                    body.text("description")
                        .map(text -> Octets.of(text.getBytes(StandardCharsets.UTF_8))))));
  }

  private OnboardingJson take(Context context) throws IOException {
    Map<String, String> answers = JsonBody.of(context).texts("answers");
    if (answers == null) {
      throw new ProblemException(400, "'answers' is missing");
    }
    Onboarding onboarding = require(context);
    return after(() -> actions.take(Caller.of(context), onboarding, answers));
  }

  private void abandon(Context context) throws IOException {
    Onboarding onboarding = require(context);
    Edits.make(
        () -> {
          actions.abandon(Caller.of(context), onboarding);
          return onboarding;
        });
  }

  private OnboardingJson compared(Context context) throws IOException {
    String spokenTo = JsonBody.of(context).text("spokenTo").orElse("");
    Onboarding onboarding = require(context);
    return after(() -> actions.compared(Caller.of(context), onboarding, spokenTo));
  }

  private OnboardingJson check(Context context) throws IOException {
    boolean hasRoundTrip = JsonBody.orEmpty(context).flag("roundTrip", false);
    Onboarding onboarding = require(context);
    return after(() -> actions.check(onboarding, hasRoundTrip));
  }

  private OnboardingJson trust(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    String fingerprint = body.required("fingerprint");
    String spokenTo = body.text("spokenTo").orElse("");
    Onboarding onboarding = require(context);
    return after(() -> actions.trust(Caller.of(context), onboarding, fingerprint, spokenTo));
  }

  private OnboardingJson test(Context context) throws IOException {
    Onboarding onboarding = require(context);
    return after(() -> actions.test(Caller.of(context), onboarding));
  }

  private OnboardingJson goLive(Context context) throws IOException {
    Onboarding onboarding = require(context);
    return after(
        () -> {
          actions.goLive(Caller.of(context), onboarding);
          return require(context);
        });
  }

  private OnboardingJson goLiveUntested(Context context) throws IOException {
    String reason = JsonBody.of(context).required("reason");
    Onboarding onboarding = require(context);
    return after(
        () -> {
          actions.goLiveUntested(Caller.of(context), onboarding, reason);
          return require(context);
        });
  }
}
