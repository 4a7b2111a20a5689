package org.as2gateway.admin.web.onboarding;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.Gateway.OperationRefused;
import org.as2gateway.admin.api.Caller;
import org.as2gateway.admin.api.GatewayAccess;
import org.as2gateway.admin.api.Route;
import org.as2gateway.admin.partners.Answer;
import org.as2gateway.admin.partners.CertificateAdvice;
import org.as2gateway.admin.partners.FindingText;
import org.as2gateway.admin.partners.Onboarder;
import org.as2gateway.admin.partners.OnboardingStep;
import org.as2gateway.admin.partners.PartnerReport;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.admin.partners.Preset;
import org.as2gateway.admin.partners.TestFile;
import org.as2gateway.admin.partners.Upload;
import org.as2gateway.admin.web.Forms;
import org.as2gateway.admin.web.Screen;
import org.as2gateway.admin.web.partners.Links;
import org.as2gateway.admin.web.partners.Uploads;
import org.as2gateway.certs.CertsException;
import org.as2gateway.identity.Role;
import org.as2gateway.messagelog.MdnState;
import org.as2gateway.messagelog.MessageRecord;
import org.as2gateway.messagelog.MessageStatus;
import org.as2gateway.onboarding.Onboarding;
import org.as2gateway.partnership.EditRefused;
import org.as2gateway.partnership.EditRefused.Reason;
import org.as2gateway.partnership.Partner;
import org.as2gateway.payload.SubmittedFiles;
import org.as2gateway.registry.Registry;
import org.jspecify.annotations.Nullable;

/** The steps of a set-up. */
final class WizardPages {
  private static final String ONE = OnboardingPages.START + "/{id}";
  private static final int SETUP_DAYS = 30;

  private final Screen screen;
  private final GatewayAccess gateway;

  WizardPages(Screen screen, GatewayAccess gateway) {
    this.screen = screen;
    this.gateway = gateway;
  }

  List<Route> routes() {
    return List.of(
        Route.page(ONE, "A step of a set-up", this::step).by(Role.PARTNER_MANAGER),
        Route.page(ONE + "/request", "The request to DTS", this::request).by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/request", "Note that DTS was asked", this::requested)
            .by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/identity", "Keep identity and URL", this::identity)
            .by(Role.PARTNER_MANAGER),
        Route.upload("/onboarding-certificates", "Keep certificates", this::certificates)
            .by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/phone", "Note that fingerprints were compared", this::phone)
            .by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/security", "Keep the security settings", this::security)
            .by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/checks", "Check the way", this::checks).by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/test", "Send a test message", this::test).by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/live", "Go live", this::live).by(Role.PARTNER_MANAGER));
  }

  private Onboarder onboarder() {
    return new Onboarder(gateway.registrar(), gateway.onboardings());
  }

  private Onboarding find(Context context) {
    return OnboardingPages.find(gateway, context.pathParam("id"));
  }

  private void step(Context context) {
    Onboarding onboarding = judgeTest(find(context));
    OnboardingStep step =
        Optional.ofNullable(context.queryParam("step"))
            .flatMap(OnboardingStep::parse)
            .orElseGet(() -> OnboardingStep.next(onboarding));
    show(context, onboarding, step, null);
  }

  private void show(
      Context context, Onboarding onboarding, OnboardingStep step, @Nullable String error) {
    String checkedAt = onboarding.answer(Answer.CHECKS_AT);
    screen.show(
        context,
        "onboarding/step",
        step.label() + " of " + onboarding.partner(),
        new WizardView(
            onboarding,
            step,
            PartnerReport.stations(gateway.registry()).stream().map(Partner::name).toList(),
            certificatesOf(onboarding),
            FindingText.read(onboarding.answer(Answer.CHECKS)),
            testOf(onboarding).orElse(null),
            checkedAt.isEmpty() ? null : Instant.parse(checkedAt),
            error));
  }

  private void again(
      Context context, Onboarding onboarding, OnboardingStep step, @Nullable String error) {
    context.status(422);
    show(context, onboarding, step, error);
  }

  private void goOn(Context context, Onboarding onboarding, OnboardingStep step) {
    screen.goOn(context, OnboardingPages.START + "/" + onboarding.id() + "?step=" + step.text());
  }

  private void identity(Context context) {
    Onboarding onboarding = find(context);
    Map<String, String> answers = texts(context, Answer.AS2_ID, Answer.URL, Answer.EMAIL);
    String station = Forms.text(context, Answer.STATION);
    if (!station.isEmpty()) {
      answers.put(Answer.STATION, station);
    }
    try {
      goOn(context, onboarder().identify(onboarding, answers), OnboardingStep.CERTIFICATES);
    } catch (EditRefused e) {
      Onboarding typed = onboarding.with(answers, gateway.registrar().now());
      again(context, typed, OnboardingStep.IDENTITY, e.getMessage());
    }
  }

  private void certificates(Context context) throws IOException {
    Uploads.check(context);
    Onboarding onboarding = OnboardingPages.find(gateway, Forms.text(context, "id"));
    try {
      byte[] content =
          Uploads.of(context, "file", "text")
              .map((Upload upload) -> upload.content().toBytes())
              .orElseThrow(() -> new CertsException("choose a file, or paste its text"));
      String pem =
          advice(content).stream()
              .map(advice -> PartnerSheet.pem(advice.candidate().certificate()))
              .collect(Collectors.joining());
      onboarder().answer(onboarding, Map.of(Answer.PEM, pem, Answer.PHONE, ""));
      goOn(context, onboarding, OnboardingStep.CERTIFICATES);
    } catch (CertsException e) {
      again(context, onboarding, OnboardingStep.CERTIFICATES, e.getMessage());
    }
  }

  private List<CertificateAdvice> advice(byte[] content) throws CertsException {
    return gateway.registrar().certificates().inspect(content).stream()
        .map(candidate -> CertificateAdvice.of(candidate, gateway.registrar().now()))
        .toList();
  }

  private List<CertificateAdvice> certificatesOf(Onboarding onboarding) {
    String pem = onboarding.answer(Answer.PEM);
    if (pem.isEmpty()) {
      return List.of();
    }
    try {
      return advice(pem.getBytes(StandardCharsets.US_ASCII));
    } catch (CertsException e) {
      return List.of(); // it came in by an import and is refused when it is taken
    }
  }

  private void phone(Context context) {
    Onboarding onboarding = find(context);
    List<CertificateAdvice> found = certificatesOf(onboarding);
    boolean isUsable =
        found.stream()
            .anyMatch(
                advice ->
                    !advice.candidate().isIssuer()
                        && advice.remarks().stream().noneMatch(r -> r.tone().equals("bad")));
    if (!isUsable) {
      again(
          context,
          onboarding,
          OnboardingStep.CERTIFICATES,
          "none of these certificates can be used, see the remarks");
      return;
    }
    String who =
        "compared by "
            + Caller.of(context).actor().name()
            + " on "
            + LocalDate.ofInstant(gateway.registrar().now(), ZoneOffset.UTC)
            + spokenTo(Forms.text(context, "spoken"));
    goOn(
        context,
        onboarder().answer(onboarding, Map.of(Answer.PHONE, who)),
        OnboardingStep.SECURITY);
  }

  private static String spokenTo(String name) {
    String plain = name.replaceAll("\\p{Cntrl}", " ").strip();
    return plain.isEmpty() ? "" : " with " + plain;
  }

  private void security(Context context) {
    Onboarding onboarding = find(context);
    Optional<Preset> preset = Preset.parse(Forms.text(context, Answer.PRESET));
    if (preset.isEmpty()) {
      again(context, onboarding, OnboardingStep.SECURITY, "choose what to begin with");
      return;
    }
    Map<String, String> answers =
        texts(context, Answer.COMPRESSION, Answer.RECEIPT, Answer.RECEIPT_URL);
    answers.put(Answer.PRESET, preset.get().text());
    boolean isNewPreset = !preset.get().text().equals(onboarding.answer(Answer.PRESET));
    answers.put(Answer.SIGN, chosen(context, Answer.SIGN, preset.get().sign()));
    answers.put(Answer.ENCRYPT, chosen(context, Answer.ENCRYPT, preset.get().encrypt()));
    WizardDates.take(context, answers);
    Onboarding later = onboarder().answer(onboarding, answers);
    // Where DTS has to be asked, what to ask stands on the same page.
    boolean isFirstDts = isNewPreset && preset.get() == Preset.USPS_DTS;
    goOn(context, later, isFirstDts ? OnboardingStep.SECURITY : OnboardingStep.CHECKS);
  }

  /** What was chosen; that of the preset where nothing else was. */
  private static String chosen(Context context, String field, String ofPreset) {
    String value = Forms.text(context, field);
    return value.isEmpty() ? ofPreset : value;
  }

  private void checks(Context context) {
    Onboarding onboarding = find(context);
    if (onboarding.answer(Answer.URL).isEmpty()) {
      again(context, onboarding, OnboardingStep.IDENTITY, "the URL is not known yet");
      return;
    }
    goOn(context, onboarder().check(onboarding, System.getenv()), OnboardingStep.CHECKS);
  }

  private void test(Context context) throws IOException {
    Onboarding onboarding = find(context);
    try {
      String way = onboarder().addOutbound(Caller.of(context).actor(), onboarding);
      Instant now = gateway.registrar().now();
      byte[] content = TestFile.text(way, now).getBytes(StandardCharsets.UTF_8);
      MessageRecord sent =
          gateway.submit(
              way,
              Optional.of("AS2 connection test"),
              SubmittedFiles.of(
                  new SubmittedFiles.SubmittedFile(
                      TestFile.name(now),
                      Optional.of("text/plain"),
                      new ByteArrayInputStream(content))));
      onboarder().answer(onboarding, Map.of(Answer.TEST, sent.id(), Answer.TEST_VERDICT, ""));
      goOn(context, onboarding, OnboardingStep.TEST);
    } catch (EditRefused | CertsException | OperationRefused e) {
      again(context, onboarding, OnboardingStep.TEST, e.getMessage());
    }
  }

  private Optional<MessageRecord> testOf(Onboarding onboarding) {
    String id = onboarding.answer(Answer.TEST);
    return id.isEmpty() ? Optional.empty() : gateway.messages().find(id);
  }

  /** Notes how the test ended, once it has. */
  private Onboarding judgeTest(Onboarding onboarding) {
    Optional<MessageRecord> sent = testOf(onboarding).filter(m -> m.status().isEnd());
    if (sent.isEmpty() || !onboarding.answer(Answer.TEST_VERDICT).isEmpty()) {
      return onboarding;
    }
    boolean isProven =
        sent.get().mdn() == MdnState.VERIFIED
            || (sent.get().mdn() == MdnState.NONE
                && onboarding.answer(Answer.RECEIPT).equals("none"));
    boolean isGood = sent.get().status() == MessageStatus.ACKNOWLEDGED && isProven;
    return onboarder().answer(onboarding, Map.of(Answer.TEST_VERDICT, isGood ? "good" : "bad"));
  }

  private void live(Context context) throws IOException {
    Onboarding onboarding = judgeTest(find(context));
    try {
      onboarder().goLive(Caller.of(context).actor(), onboarding);
      screen.goOn(
          context,
          Links.partner(onboarding.partner()),
          "'"
              + onboarding.partner()
              + "' is live: its files are accepted from now on. Hand out our sheet if you have not"
              + " yet.");
    } catch (EditRefused e) {
      OnboardingStep next = OnboardingStep.next(onboarding);
      boolean isEarly = e.reason() == Reason.CONFLICT;
      again(context, onboarding, isEarly ? next : OnboardingStep.LIVE, e.getMessage());
    }
  }

  private void request(Context context) {
    Onboarding onboarding = find(context);
    Registry registry = gateway.registry();
    Partner station =
        registry
            .partnerships()
            .partner(onboarding.answer(Answer.STATION))
            .orElseGet(() -> PartnerReport.stations(registry).get(0));
    PartnerSheet sheet =
        PartnerSheet.of(registry, station, gateway.as2Urls(), gateway.registrar().now());
    Optional<LocalDate> requested = WizardDates.parse(onboarding.answer(Answer.REQUESTED));
    LocalDate today = LocalDate.ofInstant(gateway.registrar().now(), ZoneOffset.UTC);
    screen.show(
        context,
        "onboarding/request",
        "Request to DTS",
        new RequestView(
            onboarding,
            sheet,
            requested.orElse(null),
            requested.map(date -> ChronoUnit.DAYS.between(date, today)).orElse(0L),
            requested.map(date -> date.plusDays(SETUP_DAYS)).orElse(null)));
  }

  private void requested(Context context) {
    Onboarding onboarding = find(context);
    String date = Forms.text(context, Answer.REQUESTED);
    onboarder()
        .answer(
            onboarding,
            Map.of(Answer.REQUESTED, WizardDates.parse(date).map(LocalDate::toString).orElse("")));
    screen.goOn(context, OnboardingPages.START + "/" + onboarding.id() + "/request");
  }

  private static Map<String, String> texts(Context context, String... fields) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String field : fields) {
      texts.put(field, Forms.text(context, field).strip());
    }
    return texts;
  }

  /** Dates on which DTS has confirmed something. */
  private static final class WizardDates {
    private WizardDates() {}

    static Optional<LocalDate> parse(String text) {
      try {
        return text.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(text));
      } catch (DateTimeException e) {
        return Optional.empty(); // a browser's date field gives none that is wrong
      }
    }

    static void take(Context context, Map<String, String> answers) {
      for (String setting : WizardView.DTS_SETTINGS.keySet()) {
        String name = Answer.CONFIRMED + setting;
        if (context.formParam(name) != null) {
          answers.put(name, parse(Forms.text(context, name)).map(LocalDate::toString).orElse(""));
        }
      }
    }
  }
}
