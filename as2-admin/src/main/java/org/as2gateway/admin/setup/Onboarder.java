package org.as2gateway.admin.setup;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.as2gateway.admin.registry.Upload;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.onboarding.JdbcOnboardings;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.certs.ImportOptions;
import org.as2gateway.registry.certs.ImportReport;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.PartnerAlias;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipDefaults;
import org.as2gateway.registry.partnerships.PartnershipEntry;

/**
 * Sets partners up: collects what is known, checks the way, and puts them into the registry in two
 * steps, so that a test can be sent before anything is accepted.
 */
public final class Onboarder {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._ -]{0,63}";

  private final Registrar registrar;
  private final JdbcOnboardings onboardings;

  /** Works on that registry. */
  public Onboarder(Registrar registrar, JdbcOnboardings onboardings) {
    this.registrar = registrar;
    this.onboardings = onboardings;
  }

  /**
   * Begins with a partner: a new one, or one in the registry that still lacks something.
   *
   * @param known what is known already
   */
  public Onboarding begin(Actor who, String name, Map<String, String> known)
      throws EditRefused, IOException {
    if (!name.matches(NAME) || name.endsWith(" ") || name.endsWith(".")) {
      throw new EditRefused(
          Reason.INVALID,
          "a partner's name must have 1 to 64 letters, digits and '._ -' and start with a letter or"
              + " digit because it names folders");
    }
    if (onboardings.open().stream().anyMatch(o -> o.partner().equals(name))) {
      throw new EditRefused(Reason.CONFLICT, "'" + name + "' is already being set up");
    }
    Map<String, String> answers = new LinkedHashMap<>(known);
    Optional<Partner> present = registrar.registry().partnerships().partner(name);
    if (present.isPresent()) {
      if (registrar.registry().isOwn(present.get())
          || PartnerReport.missing(registrar.registry(), present.get(), registrar.now())
              .isEmpty()) {
        throw new EditRefused(
            Reason.CONFLICT, "partner '" + name + "' is already complete; change it on its page");
      }
      present.get().as2Id().ifPresent(id -> answers.putIfAbsent(Answer.AS2_ID, id.value()));
      present.get().email().ifPresent(email -> answers.putIfAbsent(Answer.EMAIL, email));
      outbound(name)
          .flatMap(p -> p.transport().url())
          .ifPresent(url -> answers.putIfAbsent(Answer.URL, url.toString()));
    }
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

  private Onboarding identify(Onboarding onboarding, Map<String, String> answers)
      throws EditRefused {
    String id = answers.getOrDefault(Answer.AS2_ID, "");
    String url = answers.getOrDefault(Answer.URL, onboarding.answer(Answer.URL));
    try {
      if (!id.isEmpty()) {
        new As2Id(id);
      }
    } catch (IllegalArgumentException e) {
      throw new EditRefused(Reason.INVALID, "the AS2 id: " + e.getMessage());
    }
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
    Section section = new AddressProbe(TIMEOUT, trust, environment, registrar.clock()).probe(url);
    List<Finding> findings = new ArrayList<>(section.findings());
    boolean isGood = !section.hasFailed();
    if (isGood) {
      Finding http = new HttpProbe(TIMEOUT, trust).probe(url);
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
   * Trusts the certificate that the last checks have shown to be missing, and checks again.
   *
   * @param fingerprint of the certificate that was compared
   * @param comparison who has compared it, and with whom
   */
  public Onboarding trust(Actor who, Onboarding onboarding, String fingerprint, String comparison)
      throws EditRefused {
    Map<String, String> trust = TlsTrust.adding(onboarding, fingerprint, registrar.now());
    registrar.audit(
        who, "onboarding-trust", onboarding.partner(), null, fingerprint + ", " + comparison);
    return check(answer(onboarding, trust), System.getenv());
  }

  /** Puts the partner and the way to it into the registry, with its certificates. */
  public String addOutbound(Actor who, Onboarding onboarding)
      throws EditRefused, CertsException, IOException {
    require(
        onboarding,
        List.of(OnboardingStep.IDENTITY, OnboardingStep.CERTIFICATES, OnboardingStep.SECURITY));
    String name = onboarding.partner();
    String station = onboarding.answer(Answer.STATION);
    PartnerEntry partner = partner(onboarding);
    takeCertificates(who, onboarding, partner.attributes().getOrDefault("x509_alias", ""));
    String partnership = outbound(name).map(Partnership::name).orElse(station + "-to-" + name);
    Map<String, String> attributes = attributes(partnership, Preset.GENERIC.outbound(station));
    attributes.put("as2_url", onboarding.answer(Answer.URL));
    put(attributes, "sign", onboarding.answer(Answer.SIGN));
    put(attributes, "encrypt", onboarding.answer(Answer.ENCRYPT));
    if (attributes.containsKey("compression_type")
        || !onboarding.answer(Answer.COMPRESSION).isBlank()) {
      attributes.put("compression_type", onboarding.answer(Answer.COMPRESSION));
    }
    String receipt = onboarding.answer(Answer.RECEIPT);
    attributes.put("as2_mdn_to", receipt.equals("none") ? "" : station);
    attributes.put(
        "as2_mdn_options",
        receipt.equals("none")
            ? ""
            : PartnershipDefaults.receiptOptions(onboarding.answer(Answer.SIGN)));
    if (receipt.equals("async") || attributes.containsKey("as2_receipt_option")) {
      attributes.put(
          "as2_receipt_option",
          receipt.equals("async") ? onboarding.answer(Answer.RECEIPT_URL) : "");
    }
    TlsTrust.put(registrar, who, onboarding, attributes);
    registrar.put(
        who,
        List.of(partner),
        List.of(new PartnershipEntry(partnership, station, name, attributes)));
    return partnership;
  }

  /** Accepts the partner's messages from now on, and ends the set-up. */
  public void goLive(Actor who, Onboarding onboarding) throws EditRefused, IOException {
    String name = onboarding.partner();
    String station = onboarding.answer(Answer.STATION);
    require(
        onboarding,
        Arrays.stream(OnboardingStep.values())
            .filter(step -> step != OnboardingStep.LIVE)
            .toList());
    requireAble(name);
    String partnership = name + "-to-" + station;
    String present =
        registrar.registry().partnerships().partnerships().stream()
            .filter(p -> p.sender().name().equals(name) && p.receiver().name().equals(station))
            .map(Partnership::name)
            .findFirst()
            .orElse(partnership);
    Map<String, String> attributes = attributes(present, Preset.GENERIC.inbound());
    put(attributes, "sign", onboarding.answer(Answer.SIGN));
    put(attributes, "encrypt", onboarding.answer(Answer.ENCRYPT));
    registrar.put(
        who, List.of(), List.of(new PartnershipEntry(present, name, station, attributes)));
    onboardings.put(onboarding.finished(registrar.now()));
    registrar.audit(who, "onboarding-live", name, null, onboarding.answer(Answer.PHONE));
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

  /** Gives up; what is in the registry already stays there. */
  public void abandon(Actor who, Onboarding onboarding) {
    onboardings.remove(onboarding.id());
    registrar.audit(who, "onboarding-abandon", onboarding.partner(), null, null);
  }

  /** The folder that the partner's certificates go to. */
  public String aliasOf(Onboarding onboarding) {
    return registrar
        .registry()
        .partnerships()
        .partner(onboarding.partner())
        .flatMap(Partner::x509Alias)
        .orElseGet(() -> PartnerAlias.of(onboarding.partner()));
  }

  private PartnerEntry partner(Onboarding onboarding) throws EditRefused, IOException {
    Map<String, String> attributes = new LinkedHashMap<>();
    registrar
        .editor()
        .partner(onboarding.partner())
        .ifPresent(entry -> attributes.putAll(entry.attributes()));
    attributes.put("as2_id", onboarding.answer(Answer.AS2_ID));
    attributes.putIfAbsent("x509_alias", PartnerAlias.of(onboarding.partner()));
    if (!onboarding.answer(Answer.EMAIL).isBlank()) {
      attributes.put("email", onboarding.answer(Answer.EMAIL));
    }
    return new PartnerEntry(onboarding.partner(), attributes);
  }

  private void takeCertificates(Actor who, Onboarding onboarding, String alias)
      throws EditRefused, CertsException, IOException {
    Octets pem = Octets.of(onboarding.answer(Answer.PEM).getBytes(StandardCharsets.US_ASCII));
    if (pem.length() == 0) {
      throw new EditRefused(Reason.CONFLICT, "the partner has no certificate yet; import it first");
    }
    ImportReport report =
        registrar.importCertificates(
            who, alias, new Upload("certificate", pem), ImportOptions.NONE);
    Optional<String> refusal = report.refusals().stream().findFirst();
    if (refusal.isPresent()) {
      throw new CertsException(refusal.get());
    }
  }

  private Optional<Partnership> outbound(String partner) {
    return registrar.registry().outboundTo(partner);
  }

  private Map<String, String> attributes(String partnership, Map<String, String> defaults)
      throws EditRefused, IOException {
    return new LinkedHashMap<>(
        registrar
            .editor()
            .partnership(partnership)
            .map(PartnershipEntry::attributes)
            .orElse(defaults));
  }

  private static void put(Map<String, String> attributes, String name, String value) {
    attributes.put(name, value.equals("none") ? "" : value);
  }
}
