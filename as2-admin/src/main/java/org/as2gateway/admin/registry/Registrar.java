package org.as2gateway.admin.registry;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.as2gateway.Gateway;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.JdbcAuditLog;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.RegistryEditor;
import org.as2gateway.registry.Revision;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.ImportOptions;
import org.as2gateway.registry.certs.ImportReport;
import org.as2gateway.registry.certs.Issued;
import org.as2gateway.registry.certs.KeyStorePassword;
import org.as2gateway.registry.certs.NewKey;
import org.as2gateway.registry.certs.RequestSubject;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Changes of partners and certificates on behalf of somebody: taken up at once, kept as a revision,
 * told in the audit log with what was before and after. Safe for many threads.
 */
public final class Registrar {
  private final Supplier<Registry> registry;
  private final RegistryEditor editor;
  private final CertificateFolder certificates;
  private final JdbcAuditLog audit;
  private final Clock clock;

  private Registrar(Gateway gateway, Clock clock) {
    this.registry = gateway::registry;
    this.editor = gateway.registryEditor();
    this.certificates = gateway.certificates();
    this.audit = gateway.identity().audit();
    this.clock = clock;
  }

  /** The registrar of a running gateway. */
  public static Registrar of(Gateway gateway, Clock clock) {
    return new Registrar(gateway, clock);
  }

  /** The registry's last good state. */
  public Registry registry() {
    return registry.get();
  }

  /** The files' entries as they stand, and the revisions. */
  public RegistryEditor editor() {
    return editor;
  }

  /** The keys and certificates, to look at. */
  public CertificateFolder certificates() {
    return certificates;
  }

  /** The clock. */
  public Clock clock() {
    return clock;
  }

  /** The time. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * Adds or changes a partner.
   *
   * @param expected see {@link RegistryEditor#putPartner}
   */
  public void putPartner(Actor who, PartnerEntry entry, Optional<String> expected)
      throws EditRefused, IOException {
    edit(who, () -> editor.putPartner(who.name(), entry, expected));
  }

  /** Adds or changes a partnership; see {@link #putPartner}. */
  public void putPartnership(Actor who, PartnershipEntry entry, Optional<String> expected)
      throws EditRefused, IOException {
    edit(who, () -> editor.putPartnership(who.name(), entry, expected));
  }

  /** Adds or changes several entries: all of them or none. */
  public void put(Actor who, List<PartnerEntry> partners, List<PartnershipEntry> partnerships)
      throws EditRefused, IOException {
    edit(who, () -> editor.change(who.name(), file -> file.put(partners, partnerships)));
  }

  /**
   * Removes a partner; with its partnerships where that is wanted, all of them or none, else none
   * may be left.
   */
  public void removePartner(
      Actor who, String name, boolean withPartnerships, Optional<String> expected)
      throws EditRefused, IOException {
    edit(who, () -> editor.removePartner(who.name(), name, withPartnerships, expected));
  }

  /** Removes a partnership. */
  public void removePartnership(Actor who, String name, Optional<String> expected)
      throws EditRefused, IOException {
    edit(who, () -> editor.removePartnership(who.name(), name, expected));
  }

  private interface Edit {
    void run() throws EditRefused, IOException;
  }

  /** Edits the file, and writes each entry that is different into the audit log. */
  private void edit(Actor who, Edit edit) throws EditRefused, IOException {
    synchronized (editor) { // it edits under the same lock: nobody else's change comes between
      RegistrySnapshot before = entries();
      try {
        edit.run();
      } finally { // also when the file was written and is refused with what stands beside it
        before
            .changesTo(entries())
            .forEach(c -> audit(who, c.action(), c.subject(), c.before(), c.after()));
      }
    }
  }

  private RegistrySnapshot entries() throws EditRefused, IOException {
    return new RegistrySnapshot(editor.partners(), editor.partnerships(), List.of(), List.of());
  }

  /** Brings {@code partnerships.xml} back as it was at a revision. */
  public void rollBack(Actor who, long number) throws EditRefused, IOException {
    Revision revision =
        editor
            .revision(number)
            .orElseThrow(
                () -> new EditRefused(Reason.NOT_FOUND, "revision " + number + " not found"));
    List<Revision> newest = editor.revisions(1);
    editor.rollBack(who.name(), revision);
    audit(
        who,
        "registry-roll-back",
        "partnerships.xml",
        newest.stream().map(r -> "revision " + r.number()).collect(Collectors.joining()),
        "as at revision " + number);
  }

  /**
   * Looks at certificates without taking them.
   *
   * @param alias where they would go; empty if that is not known yet
   * @param content PEM, DER or PKCS #7
   * @throws CertsException if there is none in it
   */
  public List<CertificateAdvice> look(String alias, byte[] content) throws CertsException {
    return certificates.inspect(alias, content).stream()
        .map(candidate -> CertificateAdvice.of(candidate, now()))
        .toList();
  }

  /**
   * Takes certificates of a partner, or own keys; each is taken or refused by itself. The audit log
   * names where they came from.
   */
  public ImportReport importCertificates(
      Actor who, String alias, Upload upload, ImportOptions options)
      throws CertsException, EditRefused, IOException {
    ImportReport report =
        certificates.importContent(alias, upload.name(), upload.content().toBytes(), options);
    if (!report.isEmpty()) {
      editor.takeUp(who.name());
    }
    Stream.concat(report.added().stream(), report.kept().stream())
        .forEach(
            e ->
                audit(
                    who,
                    "certificate-import",
                    alias,
                    null,
                    CertificateText.of(e)
                        + upload.origin().map(from -> ", from " + from).orElse("")));
    report.pgp().forEach(e -> audit(who, "pgp-key-import", alias, null, CertificateText.of(e)));
    return report;
  }

  /** Trusts a certificate for a partner's TLS: adds it to that file under {@code certs/}. */
  public void addTrust(Actor who, String file, X509Certificate certificate)
      throws CertsException, IOException {
    if (certificates.addTrust(file, certificate)) {
      audit(who, "tls-trust", file, null, Fingerprint.of(certificate));
    }
  }

  /** Makes a key of our own. */
  public CertificateEntry newKey(Actor who, String alias, NewKey wanted)
      throws CertsException, EditRefused, IOException {
    CertificateEntry made = certificates.newKey(alias, wanted);
    editor.takeUp(who.name());
    audit(who, "key-new", alias, null, CertificateText.of(made));
    return made;
  }

  /** A request to an authority for a certificate of one of our keys, in PEM form. */
  public String request(Actor who, String alias, String fingerprint, RequestSubject subject)
      throws CertsException {
    String request = certificates.request(alias, fingerprint, subject);
    audit(who, "certificate-request", alias, null, fingerprint + " for " + subject.commonName());
    return request;
  }

  /** Imports the certificate that an authority has issued for one of our keys, with its chain. */
  public Issued importIssued(Actor who, String alias, Upload upload, Optional<Instant> activeFrom)
      throws CertsException, EditRefused, IOException {
    Issued issued = certificates.importIssued(alias, upload.content().toBytes(), activeFrom);
    editor.takeUp(who.name());
    audit(who, "certificate-issued", alias, null, CertificateText.of(issued.entry()));
    return issued;
  }

  /** One of our keys as a PKCS #12 file; the audit log has it before the file leaves. */
  public byte[] exportKey(Actor who, String alias, String fingerprint, KeyStorePassword password)
      throws CertsException {
    byte[] file = certificates.exportKey(alias, fingerprint, password);
    audit(who, "key-export", alias, null, fingerprint + ", private key, as a PKCS #12 file");
    return file;
  }

  /** Uses a certificate outbound from that time on. */
  public CertificateEntry activate(Actor who, String alias, String fingerprint, Instant from)
      throws CertsException, EditRefused, IOException {
    String before = textOf(alias, fingerprint);
    CertificateEntry entry =
        certificates.activate(alias, fingerprint, from.truncatedTo(ChronoUnit.SECONDS));
    editor.takeUp(who.name());
    audit(who, "certificate-activate", alias, before, CertificateText.of(entry));
    return entry;
  }

  /** Cancels a switch to a certificate that is still to come. */
  public CertificateEntry unschedule(Actor who, String alias, String fingerprint)
      throws CertsException, EditRefused, IOException {
    String before = textOf(alias, fingerprint);
    CertificateEntry entry = certificates.unschedule(alias, fingerprint);
    editor.takeUp(who.name());
    audit(who, "certificate-unschedule", alias, before, CertificateText.of(entry));
    return entry;
  }

  /** Stops the use of a certificate from that time on. */
  public CertificateEntry retire(Actor who, String alias, String fingerprint, Instant at)
      throws CertsException, EditRefused, IOException {
    String before = textOf(alias, fingerprint);
    CertificateEntry entry =
        certificates.retire(alias, fingerprint, at.truncatedTo(ChronoUnit.SECONDS));
    editor.takeUp(who.name());
    audit(who, "certificate-retire", alias, before, CertificateText.of(entry));
    return entry;
  }

  /** Uses a certificate again that is retired, or is to be. */
  public CertificateEntry putBack(Actor who, String alias, String fingerprint)
      throws CertsException, EditRefused, IOException {
    String before = textOf(alias, fingerprint);
    CertificateEntry entry = certificates.putBack(alias, fingerprint);
    editor.takeUp(who.name());
    audit(who, "certificate-put-back", alias, before, CertificateText.of(entry));
    return entry;
  }

  /** Writes something about a partner that changes no file into the audit log. */
  public void audit(
      Actor who, String action, String subject, @Nullable String before, @Nullable String after) {
    audit.add(clock.instant(), who, new Change(action, subject, before, after));
  }

  private String textOf(String alias, String fingerprint) {
    return registry().certificates().entries().stream()
        .filter(e -> e.alias().equals(alias) && e.fingerprint().startsWith(fingerprint))
        .map(CertificateText::of)
        .findFirst()
        .orElse("");
  }
}
