package org.as2gateway.admin.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.as2gateway.registry.EditNote.Change;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.PgpEntry;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a registry at one moment. Two of them tell what an edit has changed, whoever made
 * it and however.
 */
public final class RegistrySnapshot {
  private final Map<String, String> partners = new LinkedHashMap<>();
  private final Map<String, String> partnerships = new LinkedHashMap<>();
  private final Map<String, CertificateEntry> certificates = new LinkedHashMap<>();

  private final Map<String, PgpEntry> pgp = new LinkedHashMap<>();

  /** The entries as the files have them. */
  public RegistrySnapshot(
      List<PartnerEntry> partners,
      List<PartnershipEntry> partnerships,
      List<CertificateEntry> certificates,
      List<PgpEntry> pgp) {
    partners.forEach(p -> this.partners.put(p.name(), EntryText.of(p.attributes())));
    partnerships.forEach(p -> this.partnerships.put(p.name(), EntryText.of(p)));
    pgp.forEach(e -> this.pgp.put(e.alias() + '\n' + e.fingerprint(), e));
    certificates.forEach(e -> this.certificates.put(e.alias() + '\n' + e.fingerprint(), e));
  }

  /** What is different in a later one, in the words of the audit log. */
  public List<Change> changesTo(RegistrySnapshot after) {
    List<Change> changes = new ArrayList<>();
    addChanges("partner", partners, after.partners, changes);
    addChanges("partnership", partnerships, after.partnerships, changes);
    after.certificates.forEach(
        (key, entry) -> change(certificates.get(key), entry).ifPresent(changes::add));
    certificates.forEach(
        (key, entry) -> {
          if (!after.certificates.containsKey(key)) {
            changes.add(
                new Change("certificate-remove", entry.alias(), CertificateText.of(entry), null));
          }
        });
    after.pgp.forEach((key, entry) -> change(pgp.get(key), entry).ifPresent(changes::add));
    return changes;
  }

  private static Optional<Change> change(@Nullable PgpEntry before, PgpEntry now) {
    String text = CertificateText.of(now);
    if (before == null) {
      String action = now.isOwn() ? "pgp-key-new" : "pgp-key-import";
      return Optional.of(new Change(action, now.alias(), null, text));
    }
    String old = CertificateText.of(before);
    return old.equals(text) && before.key().equals(now.key())
        ? Optional.empty()
        : Optional.of(new Change("pgp-key-change", now.alias(), old, text));
  }

  private static void addChanges(
      String kind, Map<String, String> before, Map<String, String> after, List<Change> changes) {
    after.forEach(
        (name, text) -> {
          String old = before.get(name);
          if (!text.equals(old)) {
            changes.add(new Change(kind + "-put", name, old, text));
          }
        });
    before.forEach(
        (name, text) -> {
          if (!after.containsKey(name)) {
            changes.add(new Change(kind + "-remove", name, text, null));
          }
        });
  }

  private static Optional<Change> change(@Nullable CertificateEntry before, CertificateEntry now) {
    String text = CertificateText.of(now);
    if (before == null) {
      String action = now.isOwn() ? "key-new" : "certificate-import";
      return Optional.of(new Change(action, now.alias(), null, text));
    }
    String old = CertificateText.of(before);
    if (old.equals(text) && before.uses().equals(now.uses())) {
      return Optional.empty();
    }
    boolean isRetired = !Objects.equals(before.retired(), now.retired());
    boolean isActivated = !Objects.equals(before.activeFrom(), now.activeFrom());
    String retirement = now.retired().isPresent() ? "retire" : "put-back";
    String action = isRetired ? retirement : isActivated ? "activate" : "change";
    return Optional.of(new Change("certificate-" + action, now.alias(), old, text));
  }
}
