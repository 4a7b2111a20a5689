package org.as2gateway.admin.setup;

import static org.as2gateway.registry.partnerships.PartnershipAttribute.PDX_ENVIRONMENT;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.PDX_LOGIN;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.PGP_ENCRYPT;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.PGP_REQUIRE;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.PGP_SIGN;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.SFTP_HOST_KEY;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.SFTP_KEY;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.SFTP_PASSWORD;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.SFTP_POLL;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.SFTP_URL;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.STATE;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.TRANSPORT;
import static org.as2gateway.registry.partnerships.PartnershipAttribute.USPS;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.partners.Preset;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.PartnerAlias;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipAttribute;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import org.as2gateway.transport.TransportKind;

/**
 * Writes what a set-up over SFTP or PDX knows into the registry: the partner, the way to it, and
 * the way back where there is one.
 */
final class FileEntries implements RegistryEntries {
  private static final String TESTING = "testing";

  private final Registrar registrar;

  FileEntries(Registrar registrar) {
    this.registrar = registrar;
  }

  /** Which entries are meant. */
  private enum Stage {
    /** Before it is live: what comes is marked as tests. */
    TEST,
    LIVE
  }

  /** The registry as it would be with this partner live; nothing is written. */
  Registry preview(Onboarding onboarding) throws EditRefused, IOException {
    Registry now = registrar.registry();
    return new Registry(
        registrar
            .editor()
            .preview(List.of(partner(onboarding)), partnerships(onboarding, Stage.LIVE)),
        now.certificates(),
        List.of(),
        now.files());
  }

  @Override
  public String putOutbound(Actor who, Onboarding onboarding) throws EditRefused, IOException {
    List<PartnershipEntry> entries = partnerships(onboarding, Stage.TEST);
    registrar.put(who, List.of(partner(onboarding)), entries);
    return entries.get(0).name();
  }

  @Override
  public void putLive(Actor who, Onboarding onboarding) throws EditRefused, IOException {
    registrar.put(who, List.of(partner(onboarding)), partnerships(onboarding, Stage.LIVE));
  }

  @Override
  public void removeTesting(Actor who, Onboarding onboarding) throws EditRefused, IOException {
    Optional<Partnership> testing =
        present(onboarding, onboarding.partner(), onboarding.answer(Answer.STATION))
            .filter(p -> p.message().isTesting());
    if (testing.isPresent()) {
      registrar.removePartnership(who, testing.get().name(), Optional.empty());
    }
  }

  private PartnerEntry partner(Onboarding onboarding) throws EditRefused, IOException {
    Map<String, String> attributes = new LinkedHashMap<>();
    registrar
        .editor()
        .partner(onboarding.partner())
        .ifPresent(entry -> attributes.putAll(entry.attributes()));
    attributes.putIfAbsent("x509_alias", PartnerAlias.of(onboarding.partner()));
    if (!onboarding.answer(Answer.EMAIL).isBlank()) {
      attributes.put("email", onboarding.answer(Answer.EMAIL));
    }
    return new PartnerEntry(onboarding.partner(), attributes);
  }

  /** The way to the partner, and after it the way back. */
  private List<PartnershipEntry> partnerships(Onboarding onboarding, Stage stage)
      throws EditRefused, IOException {
    String station = onboarding.answer(Answer.STATION);
    List<PartnershipEntry> all = new ArrayList<>();
    all.add(entry(onboarding, station, onboarding.partner(), stage));
    if (hasWayBack(onboarding, stage)) {
      all.add(entry(onboarding, onboarding.partner(), station, stage));
    }
    return all;
  }

  /** Files of PDX are fetched once it is live: what is fetched as a test does not come again. */
  private static boolean hasWayBack(Onboarding onboarding, Stage stage) {
    return switch (Answer.transport(onboarding)) {
      case AS2 -> throw new IllegalArgumentException("a set-up over AS2");
      case SFTP ->
          Answer.isOurServer(onboarding) || !Answer.setting(onboarding, SFTP_POLL).isBlank();
      case PDX -> stage == Stage.LIVE;
    };
  }

  private PartnershipEntry entry(Onboarding onboarding, String sender, String receiver, Stage stage)
      throws EditRefused, IOException {
    boolean isBack = sender.equals(onboarding.partner());
    TransportKind kind = Answer.transport(onboarding);
    Optional<Partnership> present = present(onboarding, sender, receiver);
    String name = present.map(Partnership::name).orElseGet(() -> free(sender, receiver, kind));
    Map<String, String> attributes = new LinkedHashMap<>();
    registrar.editor().partnership(name).ifPresent(entry -> attributes.putAll(entry.attributes()));
    put(attributes, TRANSPORT, kind.text());
    if (kind == TransportKind.SFTP) {
      putSftp(attributes, onboarding, isBack);
    } else {
      copy(attributes, onboarding, PDX_ENVIRONMENT, PDX_LOGIN);
    }
    boolean isUsed = present.isPresent() && !present.get().message().isTesting();
    boolean isTest = isBack && stage == Stage.TEST && !isUsed;
    put(attributes, STATE, isTest ? TESTING : "");
    if (stage == Stage.LIVE && isUsps(onboarding)) {
      attributes.putIfAbsent(USPS.attributeName(), isBack ? "answers" : "manifests");
    }
    return new PartnershipEntry(name, sender, receiver, attributes);
  }

  private static boolean isUsps(Onboarding onboarding) {
    return Answer.transport(onboarding) == TransportKind.PDX
        || onboarding.answer(Answer.PRESET).equals(Preset.USPS_DTS.text());
  }

  private static void putSftp(
      Map<String, String> attributes, Onboarding onboarding, boolean isBack) {
    boolean isOurs = Answer.isOurServer(onboarding);
    copy(attributes, onboarding, SFTP_KEY, SFTP_PASSWORD);
    put(attributes, SFTP_URL, isOurs ? "" : Answer.setting(onboarding, SFTP_URL));
    put(attributes, SFTP_HOST_KEY, isOurs ? "" : Answer.setting(onboarding, SFTP_HOST_KEY));
    put(attributes, SFTP_POLL, isBack && !isOurs ? Answer.setting(onboarding, SFTP_POLL) : "");
    boolean isPgp = Answer.isPgp(onboarding);
    String theirs = isPgp ? Answer.setting(onboarding, PGP_ENCRYPT) : "";
    // What is encrypted for the partner's key is signed by it on the way back.
    put(attributes, PGP_ENCRYPT, isBack ? "" : theirs);
    put(attributes, PGP_SIGN, isBack ? theirs : isPgp ? Answer.setting(onboarding, PGP_SIGN) : "");
    put(attributes, PGP_REQUIRE, isBack && isPgp ? Answer.setting(onboarding, PGP_REQUIRE) : "");
  }

  private static void copy(
      Map<String, String> attributes, Onboarding onboarding, PartnershipAttribute... settings) {
    for (PartnershipAttribute setting : settings) {
      put(attributes, setting, Answer.setting(onboarding, setting));
    }
  }

  private static void put(
      Map<String, String> attributes, PartnershipAttribute attribute, String value) {
    if (value.isBlank()) {
      attributes.remove(attribute.attributeName());
    } else {
      attributes.put(attribute.attributeName(), value);
    }
  }

  /** One over another transport stays as it is. */
  private Optional<Partnership> present(Onboarding onboarding, String sender, String receiver) {
    TransportKind kind = Answer.transport(onboarding);
    return registrar.registry().partnerships().partnerships().stream()
        .filter(p -> p.kind() == kind)
        .filter(p -> p.sender().name().equals(sender) && p.receiver().name().equals(receiver))
        .findFirst();
  }

  private String free(String sender, String receiver, TransportKind kind) {
    String name = sender + "-to-" + receiver;
    return registrar.registry().partnerships().partnership(name).isPresent()
        ? name + "-" + kind.text()
        : name;
  }
}
