package org.as2gateway.admin.setup;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.as2gateway.admin.doctor.AddressProbe;
import org.as2gateway.admin.doctor.Finding;
import org.as2gateway.admin.doctor.HttpProbe;
import org.as2gateway.admin.doctor.Section;
import org.as2gateway.admin.partners.PartnerReport;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.admin.partners.Preset;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.onboarding.JdbcOnboardings;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.transport.TransportKind;
import org.as2gateway.transport.proxy.Proxies;
import org.as2gateway.transport.proxy.ProxyRoute;

/**
 * Sets partners up: collects what is known, checks the way, and puts them into the registry in two
 * steps, so that a test can be sent before anything is accepted.
 */
public final class Onboarder {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Registrar registrar;
  private final JdbcOnboardings onboardings;
  private final Proxies proxies;
  private final PartnerNames names;
  private final SetupEntries entries;
  private final FileEntries files;

  /** Works on that registry, and reaches partners by those proxies. */
  public Onboarder(Registrar registrar, JdbcOnboardings onboardings, Proxies proxies) {
    this.proxies = proxies;
    this.registrar = registrar;
    this.onboardings = onboardings;
    this.names = new PartnerNames(registrar);
    this.entries = new SetupEntries(registrar);
    this.files = new FileEntries(registrar);
  }

  private RegistryEntries entriesOf(Onboarding onboarding) {
    return Answer.transport(onboarding) == TransportKind.AS2 ? entries : files;
  }

  /**
   * Begins with a partner: a new one, or one in the registry that still lacks something.
   *
   * @param typed its name; another spelling of a name in the registry means that one
   * @param known what is known already
   */
  public Onboarding begin(Actor who, String typed, Map<String, String> known)
      throws EditRefused, IOException {
    String name = names.of(typed, known.getOrDefault(Answer.AS2_ID, ""));
    PartnerNames.require(name);
    if (onboardings.open().stream().anyMatch(o -> o.partner().equals(name))) {
      throw new EditRefused(Reason.CONFLICT, "'" + name + "' is already being set up");
    }
    Map<String, String> answers = new LinkedHashMap<>(known);
    checkId(answers.getOrDefault(Answer.AS2_ID, ""));
    Optional<Partner> present = registrar.registry().partnerships().partner(name);
    if (present.isPresent()) {
      if (registrar.registry().isOwn(present.get())
          || PartnerReport.isLive(registrar.registry(), present.get(), registrar.now())) {
        throw new EditRefused(
            Reason.CONFLICT, "partner '" + name + "' is already complete; change it on its page");
      }
      present.get().as2Id().ifPresent(id -> answers.putIfAbsent(Answer.AS2_ID, id.value()));
      present.get().email().ifPresent(email -> answers.putIfAbsent(Answer.EMAIL, email));
      registrar
          .registry()
          .outboundTo(name)
          .flatMap(p -> p.transport().url())
          .ifPresent(url -> answers.putIfAbsent(Answer.URL, url.toString()));
    }
    requireTransport(answers.getOrDefault(Answer.TRANSPORT, ""));
    Onboarding begun =
        new Onboarding(
            UUID.randomUUID().toString().replace("-", ""),
            name,
            who.name(),
            registrar.now(),
            registrar.now(),
            Optional.empty(),
            answers);
    onboardings.put(begun);
    registrar.audit(who, "onboarding-begin", name, null, null);
    return begun;
  }

  private static void requireTransport(String text) throws EditRefused {
    if (!text.isEmpty() && TransportKind.parse(text).isEmpty()) {
      throw new EditRefused(
          Reason.INVALID, "'" + text + "' is not a transport; expected as2, sftp, or pdx");
    }
  }

  /** The set-up under way of who is meant by a name, in whatever spelling, or an AS2 id. */
  public Optional<Onboarding> underWay(String typed, String as2Id) {
    String name = names.of(typed, as2Id);
    return onboardings.open().stream()
        .filter(
            o ->
                PartnerNames.isSame(o.partner(), name)
                    || (!as2Id.isEmpty() && o.answer(Answer.AS2_ID).equals(as2Id)))
        .findFirst();
  }

  /**
   * Keeps what people have answered, if it can be. Security settings that are not given are those
   * of the preset; a certificate that is given is one to compare again.
   */
  public Onboarding take(Onboarding onboarding, Map<String, String> answers)
      throws EditRefused, CertsException {
    Map<String, String> all = new LinkedHashMap<>(answers);
    for (Map.Entry<String, String> entry : answers.entrySet()) {
      check(entry.getKey(), entry.getValue());
    }
    Onboarding later = onboarding.with(answers, registrar.now());
    FileAnswers.require(onboarding, later, answers);
    if (Answer.transport(onboarding) != TransportKind.AS2) {
      all.putAll(FileChecks.voided(onboarding, later));
      return answer(onboarding, all);
    }
    String pem = all.remove(Answer.PEM);
    if (pem != null) {
      all.putAll(certificates(pem.getBytes(StandardCharsets.UTF_8)));
    }
    Optional<Preset> preset = Preset.parse(answers.getOrDefault(Answer.PRESET, ""));
    preset.ifPresent(
        chosen -> {
          all.merge(Answer.SIGN, chosen.sign(), (given, usual) -> given.isBlank() ? usual : given);
          all.merge(
              Answer.ENCRYPT, chosen.encrypt(), (given, usual) -> given.isBlank() ? usual : given);
        });
    return identify(onboarding, all);
  }

  private void check(String name, String answer) throws EditRefused {
    if (!Answer.isForPeople(name)) {
      throw new EditRefused(Reason.INVALID, "'" + name + "' is not a known answer");
    }
    if (Answer.isDate(name) && !answer.isBlank() && !isDate(answer)) {
      throw new EditRefused(
          Reason.INVALID, "'" + name + "' is not a date, expected one such as 2026-11-22");
    }
    if (name.equals(Answer.PRESET) && Preset.parse(answer).isEmpty()) {
      throw new EditRefused(Reason.INVALID, "choose a starting point");
    }
    boolean isOurs =
        PartnerReport.stations(registrar.registry()).stream()
            .anyMatch(station -> station.name().equals(answer));
    if (name.equals(Answer.STATION) && !isOurs) {
      throw new EditRefused(Reason.INVALID, "'" + answer + "' is not one of our AS2 identities");
    }
  }

  private static boolean isDate(String text) {
    try {
      return text.length() == 10 && LocalDate.parse(text).getYear() > 0; // four digits of a year
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** Keeps the partner's certificates, in PEM, DER or PKCS #7, to be compared. */
  public Onboarding takeCertificates(Onboarding onboarding, byte[] content) throws CertsException {
    return answer(onboarding, certificates(content));
  }

  private Map<String, String> certificates(byte[] content) throws CertsException {
    String pem =
        registrar.certificates().inspect(content).stream()
            .map(candidate -> PartnerSheet.pem(candidate.certificate()))
            .collect(Collectors.joining());
    return Map.of(Answer.PEM, pem, Answer.PHONE, "");
  }

  /** Keeps further answers. */
  public Onboarding answer(Onboarding onboarding, Map<String, String> answers) {
    Onboarding later = onboarding.with(answers, registrar.now());
    onboardings.put(later);
    return later;
  }

  private static void checkId(String id) throws EditRefused {
    try {
      if (!id.isEmpty()) {
        new As2Id(id);
      }
    } catch (IllegalArgumentException e) {
      throw new EditRefused(Reason.INVALID, "the AS2 id: " + e.getMessage());
    }
  }

  private Onboarding identify(Onboarding onboarding, Map<String, String> answers)
      throws EditRefused {
    checkId(answers.getOrDefault(Answer.AS2_ID, ""));
    String url = answers.getOrDefault(Answer.URL, onboarding.answer(Answer.URL));
    try {
      if (!url.isEmpty()) {
        HttpUrl.parse(url);
      }
    } catch (IllegalArgumentException e) {
      throw new EditRefused(Reason.INVALID, "the URL: " + e.getMessage());
    }
    Map<String, String> all = new LinkedHashMap<>(answers);
    if (!url.equals(onboarding.answer(Answer.URL))) {
      all.put(Answer.CHECKS_VERDICT, ""); // the checks were of another address
      all.put(Answer.CHECKS, "");
      all.put(Answer.TLS_SHOWN, "");
      all.put(Answer.TLS_TRUST, "");
    }
    return answer(onboarding, all);
  }

  /** Looks at the way to the partner's address. */
  public Onboarding check(Onboarding onboarding, Map<String, String> environment) {
    URI url = HttpUrl.parse(onboarding.answer(Answer.URL)).uri();
    List<X509Certificate> trust = TlsTrust.of(registrar, onboarding);
    Optional<ProxyRoute> proxy = proxies.route(HttpUrl.of(url).host());
    Section section =
        new AddressProbe(TIMEOUT, trust, environment, registrar.clock()).probe(url, proxy);
    List<Finding> findings = new ArrayList<>(section.findings());
    boolean isGood = !section.hasFailed();
    if (isGood) {
      Finding http = new HttpProbe(TIMEOUT, trust).probe(url, proxy);
      findings.add(http);
      isGood = http.verdict() != Finding.Verdict.FAILED;
    }
    return answer(
        onboarding,
        Map.of(
            Answer.CHECKS,
            FindingText.write(findings),
            Answer.CHECKS_VERDICT,
            Answer.verdict(isGood),
            Answer.TLS_SHOWN,
            section.untrusted().map(PartnerSheet::pem).orElse(""),
            Answer.CHECKS_AT,
            registrar.now().toString()));
  }

  /**
   * Looks at the way to a partner over SFTP or PDX.
   *
   * @param home the gateway's own
   * @param hasRoundTrip whether a test file is uploaded and removed, with SFTP
   */
  public Onboarding checkFiles(
      Onboarding onboarding, Path home, Map<String, String> environment, boolean hasRoundTrip)
      throws EditRefused, IOException {
    return answer(
        onboarding,
        new FileChecks(registrar, home, environment, proxies).answers(onboarding, hasRoundTrip));
  }

  /**
   * Trusts the certificate, or pins the host key, that the last checks have shown to be missing;
   * they are to be made again.
   *
   * @param fingerprint of the certificate that was compared
   * @param comparison who has compared it, and with whom
   */
  public Onboarding trust(Actor who, Onboarding onboarding, String fingerprint, String comparison)
      throws EditRefused {
    boolean isAs2 = Answer.transport(onboarding) == TransportKind.AS2;
    Map<String, String> trust =
        isAs2
            ? TlsTrust.adding(onboarding, fingerprint, registrar.now())
            : HostKeyTrust.adding(onboarding, fingerprint, comparison);
    registrar.audit(
        who, "onboarding-trust", onboarding.partner(), null, fingerprint + ", " + comparison);
    return answer(onboarding, trust);
  }

  /** Notes who has compared the fingerprints, and from then on accepts files as tests. */
  public Onboarding compared(Actor who, Onboarding onboarding, String comparison)
      throws EditRefused, CertsException, IOException {
    Onboarding later = answer(onboarding, Map.of(Answer.PHONE, comparison));
    acceptTests(who, later);
    return later;
  }

  /**
   * Accepts the partner's files as tests, if its AS2 id is known and its certificates are compared:
   * both sides can test before either is live. Does nothing otherwise.
   */
  public void acceptTests(Actor who, Onboarding onboarding)
      throws EditRefused, CertsException, IOException {
    boolean isKnown = !onboarding.answer(Answer.AS2_ID).isBlank();
    boolean isOpen = onboarding.finishedAt().isEmpty();
    boolean isAs2 = Answer.transport(onboarding) == TransportKind.AS2;
    if (isAs2 && isOpen && isKnown && OnboardingStep.CERTIFICATES.isDone(onboarding)) {
      entries.putTesting(who, onboarding);
    }
  }

  /** Puts the partner and the way to it into the registry, with its certificates. */
  public String addOutbound(Actor who, Onboarding onboarding)
      throws EditRefused, CertsException, IOException {
    require(
        onboarding,
        OnboardingStep.of(onboarding).stream()
            .takeWhile(step -> step != OnboardingStep.CHECKS)
            .toList());
    return entriesOf(onboarding).putOutbound(who, onboarding);
  }

  /** Accepts the partner's messages as business from now on, and ends the set-up. */
  public void goLive(Actor who, Onboarding onboarding) throws EditRefused, IOException {
    requireAll(onboarding, OnboardingStep.LIVE);
    finish(who, onboarding, onboarding.answer(Answer.PHONE));
  }

  /**
   * The same although no test message has been acknowledged.
   *
   * @param reason why, for the audit log; not blank
   */
  public void goLiveUntested(Actor who, Onboarding onboarding, String reason)
      throws EditRefused, CertsException, IOException {
    String told = PartnerText.clean(reason).strip();
    if (told.isEmpty()) {
      throw new EditRefused(Reason.INVALID, "enter the reason for going live without a test");
    }
    requireAll(onboarding, OnboardingStep.LIVE, OnboardingStep.TEST);
    entriesOf(onboarding).putOutbound(who, onboarding);
    finish(who, onboarding, onboarding.answer(Answer.PHONE) + "; without a test: " + told);
  }

  private void finish(Actor who, Onboarding onboarding, String note)
      throws EditRefused, IOException {
    requireAble(onboarding.partner());
    entriesOf(onboarding).putLive(who, onboarding);
    onboardings.put(onboarding.finished(registrar.now()));
    registrar.audit(who, "onboarding-live", onboarding.partner(), null, note);
  }

  private static void requireAll(Onboarding onboarding, OnboardingStep... but) throws EditRefused {
    List<OnboardingStep> left = List.of(but);
    require(
        onboarding,
        OnboardingStep.of(onboarding).stream().filter(step -> !left.contains(step)).toList());
  }

  /** What has worked in the test may have expired, been retired or been changed since. */
  private void requireAble(String name) throws EditRefused {
    List<String> missing =
        PartnerReport.missingToGoLive(registrar.registry(), name, registrar.now());
    if (!missing.isEmpty()) {
      throw new EditRefused(
          Reason.CONFLICT,
          "the partner cannot go live yet, missing: " + String.join("; ", missing));
    }
  }

  private static void require(Onboarding onboarding, List<OnboardingStep> steps)
      throws EditRefused {
    for (OnboardingStep step : steps) {
      if (!step.isDone(onboarding)) {
        throw new EditRefused(Reason.CONFLICT, "the step '" + step.label() + "' is not done yet");
      }
    }
  }

  /** Gives up: its files are no longer accepted as tests; the rest of its entries stays. */
  public void abandon(Actor who, Onboarding onboarding) throws EditRefused, IOException {
    entriesOf(onboarding).removeTesting(who, onboarding);
    onboardings.remove(onboarding.id());
    registrar.audit(who, "onboarding-abandon", onboarding.partner(), null, null);
  }

  /** The folder that the partner's certificates go to. */
  public String aliasOf(Onboarding onboarding) {
    return entries.aliasOf(onboarding);
  }
}
