package org.as2gateway.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.registry.Problem.Severity;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.PgpEntry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipXml;
import org.as2gateway.registry.partnerships.PgpPolicy;
import org.as2gateway.registry.partnerships.SecurityPolicy;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/** What an operator should know of a registry that loads: incomplete, weak, expiring. */
final class Shortcomings {
  private static final Duration NOTICE = Duration.ofDays(30);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

  private final Registry registry;
  private final PartnershipXml.Reading.Accepted file;
  private final Instant now;
  private final List<Problem> problems = new ArrayList<>();

  Shortcomings(Registry registry, PartnershipXml.Reading.Accepted file, Instant now) {
    this.registry = registry;
    this.file = file;
    this.now = now;
  }

  List<Problem> problems() {
    addMissingOwnKey();
    List<Partnership> partnerships = registry.partnerships().partnerships();
    registry.partnerships().partners().stream()
        .filter(
            p ->
                partnerships.stream()
                    .noneMatch(s -> s.sender().equals(p) || s.receiver().equals(p)))
        .forEach(this::addIncompletePartner);
    partnerships.forEach(this::addIncompletePartnership);
    partnerships.forEach(this::addWeakness);
    addAmbiguousPairs();
    usedAliases().forEach(this::addExpiring);
    registry.certificates().pgp().entries().forEach(this::addExpiring);
    return List.copyOf(problems);
  }

  private void addMissingOwnKey() {
    boolean hasKey = registry.certificates().entries().stream().anyMatch(CertificateEntry::isOwn);
    if (!hasKey) {
      add(
          Severity.WARNING,
          "certs/",
          Optional.empty(),
          "we have no key, so every message is answered with 403:"
              + " './as2 cert new ALIAS' creates one for the x509_alias of our own partner entry,"
              + " './as2 init DIR --as2-id ID' a new home");
    }
  }

  private void addIncompletePartner(Partner partner) {
    List<String> missing = registry.missing(partner);
    if (!missing.isEmpty()) {
      add(
          Severity.INCOMPLETE,
          "partner '" + partner.name() + "'",
          line(file.partnerLines().get(partner.name())),
          "incomplete, missing: " + String.join("; ", missing));
    }
  }

  private void addIncompletePartnership(Partnership partnership) {
    boolean isOutbound = registry.isOutbound(partnership);
    boolean isInbound = registry.isInbound(partnership);
    if (isOutbound || !isInbound) {
      addMissing(partnership, "cannot send yet", registry.missingToSend(partnership, now));
    }
    if (isInbound) {
      addMissing(partnership, "cannot receive yet", registry.missingToReceive(partnership, now));
    }
  }

  private void addMissing(Partnership partnership, String what, List<String> missing) {
    boolean isOurs = registry.isOutbound(partnership) || registry.isInbound(partnership);
    String lead = isOurs ? what : "cannot be used yet: neither side is one of our AS2 identities";
    if (!missing.isEmpty()) {
      List<String> told =
          isOurs ? missing : missing.stream().filter(m -> m.startsWith("as2_id ")).toList();
      String list = told.isEmpty() ? "" : ", missing: " + String.join("; ", told);
      String keys =
          isOurs
              ? ""
              : " because there is no .p12 in "
                  + folder(partnership.sender())
                  + " or "
                  + folder(partnership.receiver());
      add(Severity.INCOMPLETE, partnership, lead + keys + list);
    }
  }

  /** What is named as an alternative has to be one. */
  private void addUselessFallback(Partnership partnership) {
    Optional<String> name = partnership.queue().fallback();
    if (name.isEmpty()) {
      if (partnership.queue().isFallbackAutomatic()) {
        add(
            Severity.WARNING,
            partnership,
            "gw.fallback_automatic is 'true', but gw.fallback names no partnership: name one");
      }
      return;
    }
    Optional<Partnership> other =
        registry
            .partnerships()
            .partnership(name.get())
            .filter(registry::isOutbound)
            .filter(p -> !p.name().equals(partnership.name()));
    if (other.isEmpty()) {
      add(
          Severity.WARNING,
          partnership,
          "gw.fallback is '" + name.get() + "', expected another partnership that we send on");
    } else if (partnership.usps().isForManifests() && !other.get().usps().isForManifests()) {
      add(
          Severity.WARNING,
          partnership,
          "gw.fallback is '"
              + name.get()
              + "', which is not for manifests: set gw.usps there too, or the USPS ledger does not"
              + " know what is sent on it");
    }
  }

  private void addWeakness(Partnership partnership) {
    addUselessFallback(partnership);
    if (partnership.kind() != TransportKind.AS2) {
      addWeakCipher(partnership, partnership.pgp());
      return;
    }
    if (registry.isOutbound(partnership)) {
      addOutboundWeakness(partnership, partnership.security());
    }
    if (registry.isInbound(partnership)) {
      addInboundWeakness(partnership, partnership.security());
    }
  }

  private void addWeakCipher(Partnership partnership, PgpPolicy pgp) {
    boolean isUsed = registry.isOutbound(partnership) && pgp.encryptFor().isPresent();
    if (isUsed && pgp.cipher().isWeak()) {
      add(
          Severity.WARNING,
          partnership,
          "encrypts files with " + pgp.cipher().title() + ": set gw.pgp_cipher to 'aes256'");
    }
  }

  private void addOutboundWeakness(Partnership partnership, SecurityPolicy security) {
    Stream.concat(
            security.sign().filter(s -> s.digest().isWeak()).map(s -> s.spelling()).stream(),
            security.encrypt().filter(EncryptionAlgorithm::isWeak).map(e -> e.spelling()).stream())
        .forEach(name -> add(Severity.WARNING, partnership, "sends with weak algorithm " + name));
    if (security.sign().isEmpty()) {
      add(Severity.WARNING, partnership, "sends unsigned messages because 'sign' is blank");
    }
    if (security.encrypt().isEmpty()) {
      add(Severity.WARNING, partnership, "sends unencrypted messages because 'encrypt' is blank");
    }
    if (!partnership.receipt().isSigned()) {
      add(
          Severity.WARNING,
          partnership,
          "requests no signed receipt, so there is no proof of delivery: set 'as2_mdn_to' and"
              + " 'as2_mdn_options'");
    }
  }

  private void addInboundWeakness(Partnership partnership, SecurityPolicy security) {
    Stream.concat(
            security.acceptSign().stream().filter(s -> s.digest().isWeak()).map(s -> s.spelling()),
            security.acceptEncrypt().stream()
                .filter(EncryptionAlgorithm::isWeak)
                .map(e -> e.spelling()))
        .sorted()
        .forEach(name -> add(Severity.WARNING, partnership, "accepts weak algorithm " + name));
    if (security.allowUnsigned()) {
      add(
          Severity.WARNING,
          partnership,
          "accepts unsigned messages, so anyone who knows both AS2 ids can deliver");
    }
  }

  /** Of two partnerships for the same two AS2 ids the first is used on receive. */
  private void addAmbiguousPairs() {
    Map<String, Partnership> seen = new HashMap<>();
    for (Partnership partnership : registry.partnerships().partnerships()) {
      boolean isNamed =
          partnership.kind() == TransportKind.AS2
              && partnership.sender().as2Id().isPresent()
              && partnership.receiver().as2Id().isPresent();
      if (isNamed && registry.isInbound(partnership)) {
        String pair = partnership.sender().as2Id() + "\n" + partnership.receiver().as2Id();
        Partnership first = seen.putIfAbsent(pair, partnership);
        if (first != null) {
          add(
              Severity.WARNING,
              partnership,
              "is never used for receiving because '"
                  + first.name()
                  + "' has the same two AS2"
                  + " ids");
        }
      }
    }
  }

  private List<String> usedAliases() {
    return registry.partnerships().partners().stream()
        .flatMap(p -> p.x509Alias().stream())
        .distinct()
        .toList();
  }

  private void addExpiring(String alias) {
    List<CertificateEntry> inForce =
        registry.certificates().entries().stream()
            .filter(e -> e.alias().equals(alias))
            .filter(e -> e.retired().filter(at -> !at.isAfter(now)).isEmpty())
            .toList();
    for (CertificateEntry entry : inForce) {
      Instant end = end(entry);
      if (end.isBefore(now.plus(NOTICE)) && !usesWithoutSuccessor(entry, inForce).isEmpty()) {
        add(
            Severity.WARNING,
            "certs/" + alias + "/" + entry.file().getFileName(),
            Optional.empty(),
            (end.isBefore(now) ? "certificate expired on " : "certificate expires on ")
                + DAY.format(end)
                + " and has no successor: "
                + advice(entry));
      }
    }
  }

  private void addExpiring(PgpEntry entry) {
    Optional<Instant> end = entry.key().expires(now);
    boolean isNear = end.filter(at -> at.isBefore(now.plus(NOTICE))).isPresent();
    if (isNear
        && !entry.isRetired(now)
        && !registry.certificates().pgp().hasSuccessor(entry, end.get())) {
      add(
          Severity.WARNING,
          "certs/" + entry.alias() + "/" + entry.file().getFileName(),
          Optional.empty(),
          (end.get().isBefore(now) ? "OpenPGP key expired on " : "OpenPGP key expires on ")
              + DAY.format(end.get())
              + " and has no successor: "
              + (entry.isOwn()
                  ? "create a new one ('./as2 pgp new " + entry.alias() + "') and send it out"
                  : "ask the partner for the new one ('./as2 cert import "
                      + entry.alias()
                      + " FILE')"));
    }
  }

  private static String advice(CertificateEntry entry) {
    return entry.isOwn()
        ? "create a new one ('./as2 cert new " + entry.alias() + "') and send it to the partners"
        : "ask the partner for the new one ('./as2 cert import " + entry.alias() + " FILE')";
  }

  private Set<CertificateUse> usesWithoutSuccessor(
      CertificateEntry entry, List<CertificateEntry> others) {
    Set<CertificateUse> covered =
        others.stream()
            .filter(e -> e.isOwn() == entry.isOwn())
            .filter(e -> !end(e).isBefore(now.plus(NOTICE)))
            .flatMap(e -> e.uses().stream())
            .collect(Collectors.toSet());
    Set<CertificateUse> open = EnumSet.noneOf(CertificateUse.class);
    entry.uses().stream().filter(use -> !covered.contains(use)).forEach(open::add);
    return open;
  }

  private static Instant end(CertificateEntry entry) {
    return entry.certificate().getNotAfter().toInstant();
  }

  private static String folder(Partner partner) {
    return "certs/" + partner.x509Alias().map(a -> a + "/").orElse("");
  }

  private void add(Severity severity, Partnership partnership, String text) {
    add(
        severity,
        Problem.partnership(partnership.name()),
        line(file.partnershipLines().get(partnership.name())),
        text);
  }

  private void add(Severity severity, String subject, Optional<String> location, String text) {
    problems.add(new Problem(severity, subject, location, text));
  }

  private static Optional<String> line(@Nullable Integer line) {
    return Optional.ofNullable(line).map(l -> "partnerships.xml:" + Objects.toString(l));
  }
}
