package org.as2gateway.admin.setup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.partners.Preset;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.registry.Upload;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.certs.ImportOptions;
import org.as2gateway.registry.certs.ImportReport;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.PartnerAlias;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipAttribute;
import org.as2gateway.registry.partnerships.PartnershipDefaults;
import org.as2gateway.registry.partnerships.PartnershipEntry;

/** Writes what a set-up knows into the registry: the partner, the way to it, and the way back. */
final class SetupEntries implements RegistryEntries {
  private static final String STATE = PartnershipAttribute.STATE.attributeName();
  private static final String TESTING = "testing";

  private final Registrar registrar;

  SetupEntries(Registrar registrar) {
    this.registrar = registrar;
  }

  /** The folder that the partner's certificates go to. */
  String aliasOf(Onboarding onboarding) {
    return registrar
        .registry()
        .partnerships()
        .partner(onboarding.partner())
        .flatMap(Partner::x509Alias)
        .orElseGet(() -> PartnerAlias.of(onboarding.partner()));
  }

  @Override
  public String putOutbound(Actor who, Onboarding onboarding)
      throws EditRefused, CertsException, IOException {
    String name = onboarding.partner();
    String station = onboarding.answer(Answer.STATION);
    PartnerEntry partner = partner(onboarding);
    takeCertificates(who, onboarding, partner);
    String partnership =
        registrar
            .registry()
            .outboundTo(name)
            .map(Partnership::name)
            .orElse(station + "-to-" + name);
    Map<String, String> attributes = attributes(partnership, Preset.GENERIC.outbound(station));
    attributes.put("as2_url", onboarding.answer(Answer.URL));
    put(attributes, "sign", onboarding.answer(Answer.SIGN));
    put(attributes, "encrypt", onboarding.answer(Answer.ENCRYPT));
    if (attributes.containsKey("compression_type")
        || !onboarding.answer(Answer.COMPRESSION).isBlank()) {
      attributes.put("compression_type", onboarding.answer(Answer.COMPRESSION));
    }
    putReceipt(attributes, onboarding, station);
    TlsTrust.put(registrar, who, onboarding, attributes);
    registrar.put(
        who,
        List.of(partner),
        List.of(new PartnershipEntry(partnership, station, name, attributes)));
    return partnership;
  }

  private static void putReceipt(
      Map<String, String> attributes, Onboarding onboarding, String station) {
    String receipt = onboarding.answer(Answer.RECEIPT);
    boolean isAsked = !receipt.equals("none");
    attributes.put("as2_mdn_to", isAsked ? station : "");
    attributes.put(
        "as2_mdn_options",
        isAsked ? PartnershipDefaults.receiptOptions(onboarding.answer(Answer.SIGN)) : "");
    if (receipt.equals("async") || attributes.containsKey("as2_receipt_option")) {
      attributes.put(
          "as2_receipt_option",
          receipt.equals("async") ? onboarding.answer(Answer.RECEIPT_URL) : "");
    }
  }

  /**
   * Puts the partner and the way back, for tests. A way back that is in use already keeps its
   * state.
   */
  void putTesting(Actor who, Onboarding onboarding)
      throws EditRefused, CertsException, IOException {
    boolean isInUse =
        inbound(onboarding)
            .filter(p -> registrar.registry().missingToReceive(p, registrar.now()).isEmpty())
            .isPresent();
    PartnerEntry partner = partner(onboarding);
    takeCertificates(who, onboarding, partner);
    PartnershipEntry back = back(onboarding);
    Map<String, String> attributes = new LinkedHashMap<>(back.attributes());
    if (!isInUse) {
      attributes.put(STATE, TESTING);
    }
    registrar.put(who, List.of(partner), List.of(with(back, attributes)));
  }

  @Override
  public void putLive(Actor who, Onboarding onboarding) throws EditRefused, IOException {
    PartnershipEntry back = back(onboarding);
    Map<String, String> attributes = new LinkedHashMap<>(back.attributes());
    attributes.remove(STATE);
    registrar.put(who, List.of(), List.of(with(back, attributes)));
  }

  @Override
  public void removeTesting(Actor who, Onboarding onboarding) throws EditRefused, IOException {
    Optional<Partnership> testing = inbound(onboarding).filter(p -> p.message().isTesting());
    if (testing.isPresent()) {
      registrar.removePartnership(who, testing.get().name(), Optional.empty());
    }
  }

  private PartnershipEntry back(Onboarding onboarding) throws EditRefused, IOException {
    String name = onboarding.partner();
    String station = onboarding.answer(Answer.STATION);
    String present = inbound(onboarding).map(Partnership::name).orElse(name + "-to-" + station);
    Map<String, String> attributes = attributes(present, Preset.GENERIC.inbound());
    if (OnboardingStep.SECURITY.isDone(onboarding)) {
      put(attributes, "sign", onboarding.answer(Answer.SIGN));
      put(attributes, "encrypt", onboarding.answer(Answer.ENCRYPT));
    }
    return new PartnershipEntry(present, name, station, attributes);
  }

  private static PartnershipEntry with(PartnershipEntry entry, Map<String, String> attributes) {
    return new PartnershipEntry(entry.name(), entry.sender(), entry.receiver(), attributes);
  }

  private Optional<Partnership> inbound(Onboarding onboarding) {
    String station = onboarding.answer(Answer.STATION);
    return registrar.registry().partnerships().partnerships().stream()
        .filter(p -> p.sender().name().equals(onboarding.partner()))
        .filter(p -> p.receiver().name().equals(station))
        .findFirst();
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

  private void takeCertificates(Actor who, Onboarding onboarding, PartnerEntry partner)
      throws EditRefused, CertsException, IOException {
    Octets pem = Octets.of(onboarding.answer(Answer.PEM).getBytes(StandardCharsets.US_ASCII));
    if (pem.length() == 0) {
      throw new EditRefused(Reason.CONFLICT, "the partner has no certificate yet; import it first");
    }
    ImportReport report =
        registrar.importCertificates(
            who,
            partner.attributes().getOrDefault("x509_alias", ""),
            new Upload("certificate", pem),
            ImportOptions.NONE);
    Optional<String> refusal = report.refusals().stream().findFirst();
    if (refusal.isPresent()) {
      throw new CertsException(refusal.get());
    }
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
