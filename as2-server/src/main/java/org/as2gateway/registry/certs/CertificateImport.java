package org.as2gateway.registry.certs;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.keys.KeyAbility;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.pgp.PgpKeyFile;

/**
 * Takes files into the folder of one alias, or says why not. Reads all of them before it takes one,
 * since an authority is known only beside what it has issued.
 */
final class CertificateImport {
  private final CertificateFolder folder;
  private final String alias;
  private final ImportOptions options;
  private final Instant now;
  private CertificateRegistry present;
  private final List<Found> found = new ArrayList<>();
  private final Set<String> written = new LinkedHashSet<>();
  private final List<PgpEntry> pgp = new ArrayList<>();
  private final List<String> known = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** A certificate, and the file it was in. */
  private record Found(String file, X509Certificate certificate) {}

  CertificateImport(CertificateFolder folder, String alias, ImportOptions options, Instant now) {
    this.folder = folder;
    this.alias = alias;
    this.options = options;
    this.now = now;
    this.present = folder.load().registry();
  }

  ImportReport run(List<Path> files) throws IOException {
    for (Path file : files) {
      try {
        read(file.toString(), CertificateFile.handedOver(file));
      } catch (CertsException e) {
        refuse(file.toString(), e.getMessage());
      }
    }
    return take();
  }

  /** Takes content that came another way, under a name for what is said of it. */
  ImportReport run(String name, byte[] content) throws IOException {
    try {
      read(name, content);
    } catch (CertsException e) {
      refuse(name, e.getMessage());
    }
    return take();
  }

  /** Takes keys at once; certificates wait until all files are read. */
  private void read(String file, byte[] bytes) throws CertsException, IOException {
    if (!PemFile.isPem(bytes) && Certificates.isKeyStore(bytes)) {
      takeKeys(file, bytes);
      return;
    }
    if (PgpKeyFile.isKeys(bytes)) {
      PgpKeyFolder.Taken taken = folder.pgp().take(alias, file, bytes, options);
      pgp.addAll(taken.added());
      known.addAll(taken.known());
      refusals.addAll(taken.refusals());
      return;
    }
    CertificateFile content = CertificateFile.parse(bytes).undamaged();
    if (content.hasPrivateKey()) {
      throw new CertsException(
          "it contains a private key, expected certificates: never import a partner's key;"
              + " import our keys as a PKCS #12 file");
    }
    if (!content.others().isEmpty()) {
      notes.add(
          "'%s': it also contains %s, which was not imported"
              .formatted(file, String.join(", ", content.others())));
    }
    content.certificates().forEach(c -> found.add(new Found(file, c.certificate())));
  }

  private void takeKeys(String file, byte[] bytes) throws CertsException, IOException {
    folder.refusePartner(alias);
    KeyStorePassword password = folder.passwordForNewKeys();
    KeyStorePassword foreign = options.keyStorePassword().orElse(password);
    OwnKeyFile content = open(bytes, foreign);
    content.notes().forEach(note -> notes.add("'" + file + "': " + note));
    for (OwnKey key : content.keys()) {
      X509Certificate certificate = key.certificate();
      if (!isKnown(file, certificate) && isGood(file, certificate, KeyAbility.of(key))) {
        folder.writer(alias).writeKey(key, password, options.lines());
        written.add(Fingerprint.of(certificate));
      }
    }
    present = folder.load().registry();
  }

  private static OwnKeyFile open(byte[] bytes, KeyStorePassword password) throws CertsException {
    try {
      return OwnKeyFile.open(bytes, password);
    } catch (CertsException e) {
      throw e.isWrongPassword()
          ? new CertsException(
              "wrong password; set the password of the file in AS2_IMPORT_PASSWORD, or enter it on"
                  + " the page",
              e)
          : e;
    }
  }

  private ImportReport take() throws IOException {
    Set<X509Certificate> all = new LinkedHashSet<>(CertificateFolder.certificates(present, alias));
    found.forEach(f -> all.add(f.certificate));
    Set<X509Certificate> authorities = Issuers.among(all);
    for (Found one : found) {
      try {
        take(one, authorities.contains(one.certificate));
      } catch (CertsException e) {
        refuse(one.file, e.getMessage());
      }
    }
    return report(folder.load());
  }

  private ImportReport report(LoadedCertificates loaded) {
    List<CertificateEntry> added = written(loaded.registry().entries());
    List<Path> files = added.stream().map(CertificateEntry::file).toList();
    loaded.problems().stream()
        .filter(problem -> problem.isWarning() && files.contains(problem.file()))
        .forEach(problem -> notes.add(problem.text()));
    return new ImportReport(
        added, written(loaded.registry().authorities()), pgp, known, refusals, notes);
  }

  private List<CertificateEntry> written(List<CertificateEntry> entries) {
    return entries.stream()
        .filter(e -> e.alias().equals(alias) && written.contains(e.fingerprint()))
        .toList();
  }

  private void take(Found one, boolean isAuthority) throws CertsException, IOException {
    X509Certificate certificate = one.certificate;
    if (isKnown(one.file, certificate)) {
      return;
    }
    Optional<String> owner = Candidate.ownerOf(certificate.getPublicKey(), present);
    if (present.isOwn(alias)) {
      refuse(
          one.file,
          "alias '%s' is one of our AS2 identities, expected a PKCS #12 file with a key"
              .formatted(alias));
    } else if (owner.isPresent()) {
      refuse(
          one.file,
          AliasFolder.name(certificate)
              + " is our own certificate, of alias '"
              + owner.get()
              + "', which the partner sent back: ask for the partner's certificate");
    } else if (isAuthority) {
      write(certificate, CertificateLines.ofAuthority());
      notes.add(
          "'%s': %s is a CA certificate: it is kept to show the chain, verifies"
                  .formatted(one.file, AliasFolder.name(certificate))
              + " no signatures and messages are not encrypted for it");
    } else if (isGood(one.file, certificate, KeyAbility.of(certificate))) {
      write(certificate, options.lines());
    }
  }

  private void write(X509Certificate certificate, CertificateLines lines)
      throws CertsException, IOException {
    folder.writer(alias).writeCertificate(certificate, lines);
    written.add(Fingerprint.of(certificate));
  }

  private boolean isKnown(String file, X509Certificate certificate) {
    String fingerprint = Fingerprint.of(certificate);
    boolean isKnown = written.contains(fingerprint) || isPresent(fingerprint);
    if (isKnown) {
      known.add(
          "'%s': %s: it is already registered, fingerprint %s"
              .formatted(file, AliasFolder.name(certificate), fingerprint));
    }
    return isKnown;
  }

  private boolean isPresent(String fingerprint) {
    return CertificateFolder.certificates(present, alias).stream()
        .map(Fingerprint::of)
        .anyMatch(fingerprint::equals);
  }

  private boolean isGood(String file, X509Certificate certificate, KeyAbility ability) {
    Optional<String> refusal = refusal(certificate, ability);
    refusal.ifPresent(text -> refuse(file, AliasFolder.name(certificate) + ": " + text));
    Instant begins = certificate.getNotBefore().toInstant();
    if (refusal.isEmpty() && begins.isAfter(now)) {
      notes.add(
          "'%s': %s is not valid before %s".formatted(file, AliasFolder.name(certificate), begins));
    }
    return refusal.isEmpty();
  }

  private Optional<String> refusal(X509Certificate certificate, KeyAbility ability) {
    Instant end = certificate.getNotAfter().toInstant();
    if (end.isBefore(now)) {
      return Optional.of("it expired at " + end + "; ask for a new one");
    }
    return ability.refusal().or(() -> useless(ability));
  }

  /** What is imported for a use that the key cannot serve would serve for nothing. */
  private Optional<String> useless(KeyAbility ability) {
    return options
        .uses()
        .filter(wanted -> wanted.stream().noneMatch(ability::isAble))
        .flatMap(wanted -> wanted.stream().findFirst())
        .flatMap(ability::refusal);
  }

  private void refuse(String file, String text) {
    refusals.add("'" + file + "': " + text);
  }
}
