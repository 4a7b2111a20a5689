package org.as2gateway.admin.partners;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.partners.PartnershipCard.Queue;
import org.as2gateway.admin.registry.CertificateLine;
import org.as2gateway.admin.registry.CertificateReport;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.Problem;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.RegistryEditor;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import org.jspecify.annotations.Nullable;

/** Collects what the pages about partners show. */
final class PartnerViews {
  private final Gateway gateway;
  private final Registrar registrar;

  PartnerViews(Gateway gateway, Registrar registrar) {
    this.gateway = gateway;
    this.registrar = registrar;
  }

  PartnersView list(List<RefusedSender> refused) {
    Registry registry = registrar.registry();
    List<Partner> all = registry.partnerships().partners();
    return new PartnersView(
        all.stream().filter(registry::isOwn).map(p -> row(registry, p, List.of())).toList(),
        all.stream().filter(p -> !registry.isOwn(p)).map(p -> row(registry, p)).toList(),
        gateway.onboardings().open(),
        refused,
        registry.problems().stream()
            .filter(p -> p.severity() == Problem.Severity.ERROR)
            .map(Problem::sentence)
            .toList());
  }

  private PartnerRow row(Registry registry, Partner partner) {
    return row(registry, partner, PartnerReport.partnershipsOf(registry, partner));
  }

  /** Its traffic is that of those partnerships; nothing is read if there are none. */
  private PartnerRow row(Registry registry, Partner partner, List<Partnership> partnerships) {
    List<String> missing = PartnerReport.missing(registry, partner, registrar.now());
    PartnerHealth health = PartnerHealth.of(gateway, partnerships, registrar.now());
    return new PartnerRow(
        partner.name(),
        partner.as2Id().map(As2Id::value).orElse(""),
        missing,
        PartnerReport.warnings(registry, partner).size(),
        health,
        state(registry, partner, missing, health));
  }

  private PartnerState state(
      Registry registry, Partner partner, List<String> missing, PartnerHealth health) {
    List<Partnership> all = PartnerReport.partnershipsOf(registry, partner);
    List<String> held = gateway.held();
    return PartnerState.of(
        new PartnerState.Facts(
            missing,
            gateway.onboardings().open().stream().anyMatch(o -> o.partner().equals(partner.name())),
            all.stream().anyMatch(p -> registry.isInbound(p) && p.message().isTesting()),
            all.stream().anyMatch(p -> held.contains(p.name())),
            health.connectionError(),
            all.stream().noneMatch(registry::isOutbound)
                || all.stream().noneMatch(registry::isInbound)));
  }

  /** A partner with what was typed in last, if it was refused. */
  PartnerView partner(Partner partner, Optional<PartnerEntry> typed, @Nullable String error)
      throws EditRefused, IOException {
    Registry registry = registrar.registry();
    Optional<PartnerEntry> entry = registrar.editor().partner(partner.name());
    List<CertificateLine> certificates =
        partner.x509Alias().isEmpty()
            ? List.of()
            : new CertificateReport(
                    registry, gateway.traffic(), gateway.revocations(), registrar.now())
                .of(partner.x509Alias().get());
    return new PartnerView(
        row(registry, partner),
        gateway.onboardings().newestOf(partner.name()).map(Onboarding::id).orElse(null),
        registry.isOwn(partner),
        entry.map(PartnerEntry::attributes).orElse(Map.of()),
        PartnerField.of(
            typed.or(() -> entry).map(PartnerEntry::attributes).orElse(Map.of()), error),
        entry.map(RegistryEditor::version).orElse(""),
        error,
        PartnerReport.warnings(registry, partner),
        cards(registry, partner),
        certificates,
        new HostKeyDesk(gateway, registrar).of(partner));
  }

  private List<PartnershipCard> cards(Registry registry, Partner partner)
      throws EditRefused, IOException {
    List<PartnershipEntry> entries = registrar.editor().partnerships();
    return PartnerReport.partnershipsOf(registry, partner).stream()
        .flatMap(
            p ->
                entries.stream()
                    .filter(e -> e.name().equals(p.name()))
                    .map(e -> card(registry, p, e)))
        .toList();
  }

  PartnershipCard card(Registry registry, Partnership partnership, PartnershipEntry entry) {
    boolean isOutbound = registry.isOutbound(partnership);
    String direction =
        isOutbound
            ? "What we send to " + partnership.receiver().name()
            : "What " + partnership.sender().name() + " sends to us";
    return new PartnershipCard(
        entry.name(),
        entry.sender(),
        entry.receiver(),
        direction,
        PartnerReport.missing(registry, partnership, registrar.now()),
        queue(entry.name(), isOutbound),
        Setting.of(entry.attributes()),
        Setting.foreign(entry.attributes()));
  }

  private Queue queue(String partnership, boolean isOutbound) {
    if (gateway.held().contains(partnership)) {
      return Queue.HELD;
    }
    return isOutbound ? Queue.RUNNING : Queue.NONE;
  }
}
