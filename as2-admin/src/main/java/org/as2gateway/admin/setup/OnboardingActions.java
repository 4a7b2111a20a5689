package org.as2gateway.admin.setup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.partners.PartnerImport;
import org.as2gateway.admin.partners.PartnerReport;
import org.as2gateway.admin.partners.Preset;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.registry.CertificateAdvice;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.PartnershipAttribute;
import org.as2gateway.registry.partnerships.PdxPolicy.Environment;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.payload.SubmittedFiles;
import org.as2gateway.store.payload.SubmittedFiles.SubmittedFile;
import org.as2gateway.transport.TransportKind;

/** What API and pages do to set partners up. */
public final class OnboardingActions {
  private static final int USUAL_NAME = 64;

  private final Gateway gateway;
  private final Registrar registrar;

  /** Set-ups of that gateway. */
  public OnboardingActions(Gateway gateway, Registrar registrar) {
    this.gateway = gateway;
    this.registrar = registrar;
  }

  private Onboarder onboarder() {
    return new Onboarder(registrar, gateway.onboardings(), gateway.proxies());
  }

  /** The set-up of that id, with the verdict on its test message once there is one. */
  public Onboarding require(String id) {
    return judged(
        gateway
            .onboardings()
            .find(id)
            .orElseThrow(
                () ->
                    new ProblemException(
                        404, "partner setup not found; it may be finished or discarded")));
  }

  /**
   * What a set-up begins with.
   *
   * @param name the partner's name; blank for that of the description
   * @param station our station; the first one if there is none of that name
   * @param as2Id the partner's AS2 id; blank if unknown
   * @param preset the security settings to begin with; blank to choose later
   * @param transport how files travel, see {@link TransportKind#text}; blank for AS2
   * @param description a file that describes the partner, of whatever product
   */
  public record Beginning(
      String name,
      String station,
      String as2Id,
      String preset,
      String transport,
      Optional<Octets> description) {
    /** With AS2. */
    public Beginning(
        String name, String station, String as2Id, String preset, Optional<Octets> description) {
      this(name, station, as2Id, preset, "", description);
    }
  }

  /** See {@link Onboarder#underWay}. */
  public Optional<Onboarding> underWay(String name, String as2Id) {
    return onboarder().underWay(name, as2Id);
  }

  /** Begins; see {@link Onboarder#begin}. */
  public Onboarding begin(Caller caller, Beginning given) throws EditRefused, IOException {
    List<String> stations =
        PartnerReport.stations(gateway.registry()).stream().map(Partner::name).toList();
    if (stations.isEmpty()) {
      throw new EditRefused(
          Reason.CONFLICT, "we have no key yet; create one on the Certificates page first");
    }
    Map<String, String> known = new LinkedHashMap<>();
    String name = given.name();
    if (given.description().isPresent()) {
      PartnerImport.Described described =
          PartnerImport.read(gateway.registry(), given.description().get().toBytes()).get(0);
      known.putAll(answers(described));
      name = name.isEmpty() ? plain(described.description().partner().name()) : name;
    }
    if (!given.transport().isEmpty()) {
      known.put(Answer.TRANSPORT, given.transport());
    }
    if (!given.as2Id().isEmpty()) {
      known.put(Answer.AS2_ID, given.as2Id());
    }
    known.put(
        Answer.STATION, stations.contains(given.station()) ? given.station() : stations.get(0));
    Preset.parse(given.preset())
        .ifPresent(
            preset -> {
              known.put(Answer.PRESET, preset.text());
              known.putIfAbsent(Answer.SIGN, preset.sign());
              known.putIfAbsent(Answer.ENCRYPT, preset.encrypt());
            });
    return onboarder().begin(caller.actor(), name, known);
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

  /** Keeps answers; see {@link Onboarder#take}. Files that are accepted as tests go by them. */
  public Onboarding take(Caller caller, Onboarding onboarding, Map<String, String> answers)
      throws EditRefused, CertsException, IOException {
    Onboarding later = onboarder().take(onboarding, answers);
    onboarder().acceptTests(caller.actor(), later);
    return later;
  }

  /** Keeps certificates; see {@link Onboarder#takeCertificates}. */
  public Onboarding takeCertificates(Onboarding onboarding, byte[] content) throws CertsException {
    return onboarder().takeCertificates(onboarding, content);
  }

  /** The partner's certificates, explained. */
  public List<CertificateAdvice> certificates(Onboarding onboarding) {
    return explained(onboarder().aliasOf(onboarding), onboarding.answer(Answer.PEM));
  }

  /** The one that would have to be trusted for the partner's TLS to be. */
  public Optional<CertificateAdvice> untrusted(Onboarding onboarding) {
    return explained("", onboarding.answer(Answer.TLS_SHOWN)).stream().findFirst();
  }

  private List<CertificateAdvice> explained(String alias, String pem) {
    if (pem.isEmpty()) {
      return List.of();
    }
    try {
      return registrar.look(alias, pem.getBytes(StandardCharsets.US_ASCII));
    } catch (CertsException e) {
      return List.of(); // it came in by an import and is refused when it is taken
    }
  }

  /**
   * Notes that the caller has compared the fingerprints by phone; see {@link Onboarder#compared}.
   */
  public Onboarding compared(Caller caller, Onboarding onboarding, String spokenTo)
      throws EditRefused, CertsException, IOException {
    boolean isUsable =
        certificates(onboarding).stream()
            .anyMatch(advice -> !advice.candidate().isAuthority() && advice.isUsable());
    if (!isUsable) {
      throw new EditRefused(
          Reason.CONFLICT, "none of these certificates can be used; see the warnings");
    }
    return onboarder().compared(caller.actor(), onboarding, comparison(caller, spokenTo));
  }

  private String comparison(Caller caller, String spokenTo) {
    String name = PartnerText.clean(spokenTo);
    return "compared by "
        + caller.actor().name()
        + " on "
        + LocalDate.ofInstant(registrar.now(), ZoneOffset.UTC)
        + (name.isEmpty() ? "" : " with " + name);
  }

  /** Looks at the way to the partner; nothing is sent to it but questions. */
  public Onboarding check(Onboarding onboarding) throws EditRefused, IOException {
    return check(onboarding, false);
  }

  /**
   * Looks at the way to the partner.
   *
   * @param hasRoundTrip whether a test file is uploaded and removed, with SFTP to its server
   */
  public Onboarding check(Onboarding onboarding, boolean hasRoundTrip)
      throws EditRefused, IOException {
    if (Answer.transport(onboarding) != TransportKind.AS2) {
      requireAddress(onboarding);
      return onboarder()
          .checkFiles(onboarding, gateway.config().home(), System.getenv(), hasRoundTrip);
    }
    if (onboarding.answer(Answer.URL).isEmpty()) {
      throw new EditRefused(Reason.CONFLICT, "the partner's URL is missing; enter it first");
    }
    return onboarder().check(onboarding, System.getenv());
  }

  private static void requireAddress(Onboarding onboarding) throws EditRefused {
    boolean isKnown =
        Answer.transport(onboarding) == TransportKind.PDX
            ? OnboardingStep.LOGIN.isDone(onboarding)
            : Answer.isOurServer(onboarding)
                || !Answer.setting(onboarding, PartnershipAttribute.SFTP_URL).isBlank();
    if (!isKnown) {
      throw new EditRefused(
          Reason.CONFLICT,
          Answer.transport(onboarding) == TransportKind.PDX
              ? "the PDX environment or login file is missing; enter it first"
              : "the address of the partner's SFTP server is missing; enter it first");
    }
  }

  /**
   * Trusts what the checks have shown to be missing, and checks again; see {@link Onboarder#trust}.
   */
  public Onboarding trust(Caller caller, Onboarding onboarding, String fingerprint, String spokenTo)
      throws EditRefused, IOException {
    String comparison = comparison(caller, spokenTo);
    return check(onboarder().trust(caller.actor(), onboarding, fingerprint, comparison));
  }

  /**
   * Sends a test message; not to PDX in production, which would take it as a manifest.
   *
   * @throws EditRefused if it cannot be sent
   */
  public Onboarding test(Caller caller, Onboarding onboarding)
      throws EditRefused, CertsException, IOException {
    if (isProduction(onboarding)) {
      throw new EditRefused(Reason.CONFLICT, TestFile.NO_TEST + ", or go live without a test");
    }
    String partnership = onboarder().addOutbound(caller.actor(), onboarding);
    Instant now = registrar.now();
    byte[] content = TestFile.text(partnership, now).getBytes(StandardCharsets.UTF_8);
    SubmittedFile file =
        new SubmittedFile(
            TestFile.name(now), Optional.of("text/plain"), new ByteArrayInputStream(content));
    try {
      MessageRecord sent =
          gateway.submit(partnership, Optional.of("AS2 connection test"), SubmittedFiles.of(file));
      return onboarder()
          .answer(onboarding, Map.of(Answer.TEST, sent.id(), Answer.TEST_VERDICT, ""));
    } catch (RefusedOperation e) {
      throw new EditRefused(Reason.CONFLICT, String.valueOf(e.getMessage()));
    }
  }

  /** Whether what is sent over PDX counts as business. */
  static boolean isProduction(Onboarding onboarding) {
    return Answer.transport(onboarding) == TransportKind.PDX
        && Answer.setting(onboarding, PartnershipAttribute.PDX_ENVIRONMENT)
            .equals(Environment.PROD.name());
  }

  /** The test message, if one was sent. */
  public Optional<MessageRecord> testOf(Onboarding onboarding) {
    String id = onboarding.answer(Answer.TEST);
    return id.isEmpty() ? Optional.empty() : gateway.messages().find(id);
  }

  /** Notes how the test ended, once it has. */
  private Onboarding judged(Onboarding onboarding) {
    Optional<MessageRecord> sent = testOf(onboarding).filter(m -> m.status().isEnd());
    if (sent.isEmpty() || !onboarding.answer(Answer.TEST_VERDICT).isEmpty()) {
      return onboarding;
    }
    boolean isWithoutReceipt =
        sent.get().transport() != TransportKind.AS2
            || onboarding.answer(Answer.RECEIPT).equals("none");
    boolean isProven =
        sent.get().mdn() == MdnState.VERIFIED
            || (sent.get().mdn() == MdnState.NONE && isWithoutReceipt);
    boolean isGood = sent.get().status().hasArrived() && isProven;
    return onboarder().answer(onboarding, Map.of(Answer.TEST_VERDICT, Answer.verdict(isGood)));
  }

  /** Accepts the partner's messages as business from now on. */
  public void goLive(Caller caller, Onboarding onboarding) throws EditRefused, IOException {
    onboarder().goLive(caller.actor(), onboarding);
  }

  /** The same although no test was acknowledged; see {@link Onboarder#goLiveUntested}. */
  public void goLiveUntested(Caller caller, Onboarding onboarding, String reason)
      throws EditRefused, CertsException, IOException {
    onboarder().goLiveUntested(caller.actor(), onboarding, reason);
  }

  /** Gives up. */
  public void abandon(Caller caller, Onboarding onboarding) throws EditRefused, IOException {
    onboarder().abandon(caller.actor(), onboarding);
  }
}
