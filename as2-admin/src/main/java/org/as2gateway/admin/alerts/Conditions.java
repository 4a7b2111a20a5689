package org.as2gateway.admin.alerts;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.as2gateway.DiskSpace;
import org.as2gateway.admin.registry.ExpiryStage;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.people.alerts.Moment;
import org.as2gateway.registry.Problem;
import org.as2gateway.registry.Problem.Severity;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.PgpEntry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;

/** Finds what needs a person, by a handful of bounded queries. */
final class Conditions {
  private static final long MIB = 1L << 20;

  private final AlertDesk.Sources sources;

  Conditions(AlertDesk.Sources sources) {
    this.sources = sources;
  }

  /** Everything as of that instant, the urgent first. */
  List<Condition> at(Instant now) {
    Registry registry = sources.registry().get();
    List<Condition> found = new ArrayList<>(notAccepting(sources.notReadyReasons().get()));
    List<String> onHold = sources.held().get();
    found.addAll(disk(sources.disk().get()));
    found.addAll(new MessageConditions(registry, sources.messages(), onHold, now).all());
    onHold.forEach(partnership -> found.add(onHold(registry, partnership)));
    found.addAll(problems(registry));
    found.addAll(incomplete(registry, now));
    found.addAll(ending(registry, now));
    found.addAll(RevocationConditions.of(registry, sources.revocations().get(), now));
    found.addAll(new AttackConditions(registry, sources.signs().get()).all());
    found.addAll(new OfferConditions(registry, sources.offers(), now).all());
    found.addAll(UnknownSenderConditions.of(sources.unknown().get()));
    found.addAll(TokenConditions.of(sources.tokens().get(), now));
    found.addAll(sources.expected().at(now));
    found.addAll(UspsConditions.of(registry, sources.overdue(), sources.owners(), now));
    found.addAll(PdxConditions.of(registry, sources.pdx().get()));
    found.addAll(
        new FallbackConditions(registry, sources.messages(), sources.otherWays(), now).all(onHold));
    found.addAll(SftpConditions.of(registry, sources.sftp().get(), now));
    found.sort(Comparator.comparing(condition -> !condition.isUrgent()));
    return List.copyOf(found);
  }

  /** Owners of mailer IDs, sorted. */
  List<String> owners() {
    return sources.owners().get().names().stream().filter(name -> !name.isEmpty()).toList();
  }

  /** How a condition ended that is gone, where more is known than that. */
  Optional<String> ending(Condition gone, Instant now) {
    return sources.expected().ending(gone, now);
  }

  static List<Condition> notAccepting(List<String> reasons) {
    return reasons.isEmpty()
        ? List.of()
        : List.of(
            new Condition(
                AlertKind.NOT_ACCEPTING,
                AlertKind.NOT_ACCEPTING.text(),
                true,
                "The gateway is not accepting messages",
                String.join("; ", reasons),
                "/",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  /** Once nothing is accepted any more, that is what is told. */
  private static List<Condition> disk(DiskSpace disk) {
    boolean isTime = disk.isLow() && disk.freeBytes() >= disk.reserveBytes();
    return isTime
        ? List.of(
            new Condition(
                AlertKind.DISK,
                AlertKind.DISK.text(),
                false,
                "The disk is nearly full",
                disk.freeBytes() / MIB
                    + " MiB are free. The gateway stops accepting messages below "
                    + disk.reserveBytes() / MIB
                    + " MiB. Free up disk space.",
                "/",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        : List.of();
  }

  private static Condition onHold(Registry registry, String partnership) {
    Optional<String> partner =
        registry.partnerships().partnership(partnership).map(known -> other(registry, known));
    return new Condition(
        AlertKind.ON_HOLD,
        AlertKind.ON_HOLD.text() + ":" + partnership,
        false,
        "Partnership '" + partnership + "' is on hold",
        "Sending is paused until you release it.",
        "/partners" + partner.map(name -> "/" + encode(name)).orElse(""),
        "",
        partner,
        Optional.empty(),
        Optional.empty());
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Errors by what they are about; warnings, which may stay for good, in one. */
  private static List<Condition> problems(Registry registry) {
    List<Condition> found = new ArrayList<>();
    for (Problem problem : registry.problems()) {
      if (problem.severity() == Severity.ERROR) {
        found.add(
            problem(problem.subject(), true, "Problem with '" + problem.subject() + "'", problem));
      }
    }
    List<Problem> warnings =
        registry.problems().stream().filter(p -> p.severity() == Severity.WARNING).toList();
    if (!warnings.isEmpty()) {
      String count = warnings.size() == 1 ? "1 warning" : warnings.size() + " warnings";
      found.add(problem("", false, count + " in the configuration", warnings.get(0)));
    }
    return found;
  }

  private static Condition problem(String about, boolean isUrgent, String title, Problem first) {
    return new Condition(
        AlertKind.REGISTRY,
        AlertKind.REGISTRY.text() + ":" + about,
        isUrgent,
        title,
        first.sentence(),
        "/partners",
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static List<Condition> incomplete(Registry registry, Instant now) {
    List<Condition> found = new ArrayList<>();
    for (Partnership partnership : registry.partnerships().partnerships()) {
      List<String> missing =
          registry.isOutbound(partnership)
              ? registry.missingToSend(partnership, now)
              : registry.missingToReceive(partnership, now);
      if (!missing.isEmpty()) {
        found.add(
            new Condition(
                AlertKind.INCOMPLETE,
                AlertKind.INCOMPLETE.text() + ":" + partnership.name(),
                false,
                "Partnership '" + partnership.name() + "' is incomplete",
                "missing: " + String.join(", ", missing),
                "/partners",
                "",
                Optional.of(other(registry, partnership)),
                Optional.empty(),
                Optional.empty()));
      }
    }
    return found;
  }

  /** The one of the two that is not us. */
  static String other(Registry registry, Partnership partnership) {
    return registry.isOutbound(partnership)
        ? partnership.receiver().name()
        : partnership.sender().name();
  }

  /** Each stage has its own key, so that each is told of. */
  private static List<Condition> ending(Registry registry, Instant now) {
    List<Condition> found = new ArrayList<>();
    for (CertificateEntry entry : registry.certificates().entries()) {
      Instant end = entry.certificate().getNotAfter().toInstant();
      ExpiryStage stage = ExpiryStage.of(end, now);
      boolean isRetired = entry.retired().filter(retired -> !retired.isAfter(now)).isPresent();
      if (!isRetired && stage.isWarning()) {
        found.add(ending(registry, entry, stage, Duration.between(now, end)));
      }
    }
    for (PgpEntry entry : registry.certificates().pgp().entries()) {
      entry
          .key()
          .expires(now)
          .filter(end -> !entry.isRetired(now) && ExpiryStage.of(end, now).isWarning())
          .ifPresent(end -> found.add(ending(registry, entry, end, now)));
    }
    return found;
  }

  private static Condition ending(Registry registry, PgpEntry entry, Instant end, Instant now) {
    ExpiryStage stage = ExpiryStage.of(end, now);
    String whose = (entry.isOwn() ? "Our OpenPGP key '" : "OpenPGP key of '") + entry.alias() + "'";
    String print = entry.fingerprint().substring(0, 16);
    return new Condition(
            AlertKind.CERTIFICATE,
            AlertKind.CERTIFICATE.text() + ":" + entry.alias() + ":" + print + ":" + stage,
            stage.isUrgent(),
            whose + when(stage, Duration.between(now, end)),
            "Fingerprint " + print + "…",
            "/certificates",
            "",
            entry.isOwn() ? Optional.empty() : partnerOf(registry, entry.alias()),
            Optional.empty(),
            Optional.empty())
        .with(new Moment("expires", end));
  }

  private static String when(ExpiryStage stage, Duration left) {
    return stage == ExpiryStage.EXPIRED
        ? " has expired"
        : " expires in " + (left.toDays() > 1 ? left.toDays() + " days" : "a day or less");
  }

  private static Condition ending(
      Registry registry, CertificateEntry entry, ExpiryStage stage, Duration left) {
    Instant end = entry.certificate().getNotAfter().toInstant();
    String whose = (entry.isOwn() ? "Our certificate '" : "Certificate of '") + entry.alias() + "'";
    String print = entry.fingerprint().substring(0, 16);
    return new Condition(
            AlertKind.CERTIFICATE,
            AlertKind.CERTIFICATE.text() + ":" + entry.alias() + ":" + print + ":" + stage,
            stage.isUrgent(),
            whose + when(stage, left),
            "Fingerprint " + print + "…",
            "/certificates",
            "",
            entry.isOwn() ? Optional.empty() : partnerOf(registry, entry.alias()),
            Optional.empty(),
            Optional.empty())
        .with(new Moment("expires", end));
  }

  static Optional<String> partnerOf(Registry registry, String alias) {
    return registry.partnerships().partners().stream()
        .filter(partner -> partner.x509Alias().filter(alias::equals).isPresent())
        .map(Partner::name)
        .findFirst();
  }
}
