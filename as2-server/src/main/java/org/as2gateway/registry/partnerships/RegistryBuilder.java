package org.as2gateway.registry.partnerships;

import com.helger.as2lib.partner.CPartnershipIDs;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/**
 * Makes the typed registry out of entries. What is wrong is added to the findings; the registry
 * then holds the rest: no partner with errors, and partnerships with errors only with their faults.
 */
final class RegistryBuilder {
  private static final Set<PartnershipAttribute> SECURITY =
      EnumSet.of(
          PartnershipAttribute.SIGN,
          PartnershipAttribute.ENCRYPT,
          PartnershipAttribute.AS2_MDN_OPTIONS);

  private static final Set<PartnershipAttribute> PGP =
      EnumSet.of(
          PartnershipAttribute.PGP_ENCRYPT,
          PartnershipAttribute.PGP_SIGN,
          PartnershipAttribute.PGP_REQUIRE,
          PartnershipAttribute.PGP_CIPHER,
          PartnershipAttribute.PGP_ARMOR);

  private final Findings findings;
  private final Map<String, Partner> partners = new LinkedHashMap<>();
  private final List<Partnership> partnerships = new ArrayList<>();
  private final Map<String, List<Fault>> faults = new LinkedHashMap<>();

  private RegistryBuilder(Findings findings) {
    this.findings = findings;
  }

  static PartnershipRegistry build(Entries entries, Findings findings) {
    RegistryBuilder builder = new RegistryBuilder(findings);
    builder.add(entries);
    return new PartnershipRegistry(
        List.copyOf(builder.partners.values()), builder.partnerships, builder.faults);
  }

  private void add(Entries entries) {
    int start = findings.errors();
    As2LibModel model = As2LibModel.of(entries, findings);
    if (findings.errors() > start) {
      return;
    }
    Set<String> unsound = new HashSet<>();
    for (Located<PartnerEntry> located : entries.partners()) {
      Map<String, String> ids = located.entry().attributes();
      String name = located.entry().name();
      int before = findings.errors();
      partners.put(name, partner(name, ids::get, located.lines(), located.element()));
      if (findings.errors() > before) {
        unsound.add(name);
      }
    }
    for (Located<PartnershipEntry> located : entries.partnerships()) {
      PartnershipEntry entry = located.entry();
      var loaded = model.partnership(entry.name());
      boolean isOfUnsound = unsound.contains(entry.sender()) || unsound.contains(entry.receiver());
      int before = findings.errors();
      Partner sender = side(located, located.overrides().sender(), loaded::getSenderID);
      Partner receiver = side(located, located.overrides().receiver(), loaded::getReceiverID);
      boolean areSidesSound = findings.errors() == before && !isOfUnsound;
      Partnership partnership =
          partnership(new AttributeValues(loaded, located, findings), located, sender, receiver);
      if (areSidesSound) {
        partners.putIfAbsent(sender.name(), sender);
        partners.putIfAbsent(receiver.name(), receiver);
        partnerships.add(partnership);
      }
    }
    partners.keySet().removeAll(unsound);
  }

  /** Rarely a side adds to what its partner says, or stands for a partner by itself. */
  private Partner side(
      Located<PartnershipEntry> located,
      Map<String, String> side,
      UnaryOperator<@Nullable String> ids) {
    String name = side.getOrDefault("name", side.getOrDefault(CPartnershipIDs.PID_AS2, ""));
    return side.keySet().equals(Set.of("name"))
        ? Objects.requireNonNull(partners.get(name))
        : partner(name, ids, Map.of(), located.element());
  }

  private Partnership partnership(
      AttributeValues values, Located<PartnershipEntry> located, Partner sender, Partner receiver) {
    PartnershipEntry entry = located.entry();
    Optional<PartnerProfile> profile =
        values.parsed(PartnershipAttribute.PROFILE, PartnerProfiles::find);
    PolicyReader policies =
        new PolicyReader(values.over(profile.map(PartnerProfile::settings).orElse(Map.of())));
    Partnership partnership =
        new Partnership(
            entry.name(),
            sender,
            receiver,
            policies.message(),
            policies.security(),
            policies.receipt(),
            policies.access(),
            policies.kind(),
            policies.transport(),
            policies.sftp(),
            policies.pgp(),
            policies.pdx(),
            policies.queue(),
            policies.files(),
            policies.usps(),
            profile);
    List<Fault> found = new ArrayList<>(values.faults());
    values
        .text(PartnershipAttribute.INCOMPLETE)
        .map(text -> new Fault(Optional.of(PartnershipAttribute.INCOMPLETE), text))
        .ifPresent(found::add);
    found.addAll(unfilled(entry, values));
    found.addAll(unprotected(partnership.kind(), values));
    if (!found.isEmpty()) {
      faults.put(entry.name(), List.copyOf(found));
    }
    return partnership;
  }

  /** A security setting whose value stands in another program's file must not count as none. */
  private static List<Fault> unfilled(PartnershipEntry entry, AttributeValues values) {
    return SECURITY.stream()
        .filter(a -> values.text(a).isEmpty())
        .filter(a -> !entry.attributes().getOrDefault(a.attributeName(), "").isBlank())
        .map(
            a ->
                new Fault(
                    Optional.of(a),
                    "attribute '"
                        + a.attributeName()
                        + "' is "
                        + Findings.quote(entry.attributes().getOrDefault(a.attributeName(), ""))
                        + ", which is not supported here: write the value itself"))
        .toList();
  }

  /** Nobody may believe that a file is protected on a transport that ignores OpenPGP. */
  private static List<Fault> unprotected(TransportKind kind, AttributeValues values) {
    if (kind == TransportKind.SFTP) {
      return List.of();
    }
    return PGP.stream()
        .filter(a -> values.text(a).isPresent())
        .map(
            a ->
                new Fault(
                    Optional.of(a),
                    "%s has no effect with gw.transport %s: remove it, or use sftp"
                        .formatted(a.attributeName(), kind.text())))
        .toList();
  }

  private Partner partner(
      String name,
      UnaryOperator<@Nullable String> ids,
      Map<String, Integer> lines,
      XmlElement element) {
    String subject = "partner " + Findings.quote(name);
    return new Partner(
        name,
        id(ids, CPartnershipIDs.PID_AS2)
            .flatMap(id -> as2Id(id, lines.getOrDefault("as2_id", element.line()), subject)),
        id(ids, CPartnershipIDs.PID_X509_ALIAS)
            .filter(a -> isAlias(a, lines.getOrDefault("x509_alias", element.line()), subject)),
        id(ids, CPartnershipIDs.PID_EMAIL));
  }

  private static Optional<String> id(UnaryOperator<@Nullable String> ids, String key) {
    return Optional.ofNullable(ids.apply(key)).filter(v -> !v.isBlank());
  }

  private Optional<As2Id> as2Id(String value, int line, String subject) {
    Optional<String> fault = PartnerAttribute.AS2_ID.fault(value);
    fault.ifPresent(
        text -> findings.error(line, subject, "as2_id is " + Findings.quote(value) + ": " + text));
    return fault.isEmpty() ? Optional.of(new As2Id(value)) : Optional.empty();
  }

  private boolean isAlias(String value, int line, String subject) {
    Optional<String> fault = PartnerAttribute.X509_ALIAS.fault(value);
    fault.ifPresent(
        text ->
            findings.error(line, subject, "x509_alias is " + Findings.quote(value) + ", " + text));
    return fault.isEmpty();
  }
}
