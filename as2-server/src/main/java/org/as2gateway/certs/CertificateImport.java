package org.as2gateway.certs;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes files into the folder of one alias, or says why not. */
final class CertificateImport {
  private final CertificateFolder folder;
  private final String alias;
  private final ImportOptions options;
  private final Instant now;
  private final Set<String> added = new LinkedHashSet<>();
  private final List<String> refusals = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  CertificateImport(CertificateFolder folder, String alias, ImportOptions options, Instant now) {
    this.folder = folder;
    this.alias = alias;
    this.options = options;
    this.now = now;
  }

  ImportReport run(List<Path> files) throws IOException {
    for (Path file : files) {
      try {
        take(file.toString(), CertificateFile.handedOver(file));
      } catch (CertsException e) {
        refuse(file.toString(), e.getMessage());
      }
    }
    return report();
  }

  /** Takes content that came another way, under a name for what is said of it. */
  ImportReport run(String name, byte[] content) throws IOException {
    try {
      take(name, content);
    } catch (CertsException e) {
      refuse(name, e.getMessage());
    }
    return report();
  }

  private ImportReport report() {
    List<CertificateEntry> entries =
        folder.entries(alias).stream().filter(e -> added.contains(e.fingerprint())).toList();
    return new ImportReport(entries, refusals, notes);
  }

  private void take(String file, byte[] bytes) throws CertsException, IOException {
    if (!PemFile.isPem(bytes) && Certificates.isKeyStore(bytes)) {
      takeKeys(file, bytes);
    } else {
      takeCertificates(file, CertificateFile.parse(bytes).undamaged());
    }
  }

  private void takeKeys(String file, byte[] bytes) throws CertsException, IOException {
    folder.refusePartner(alias);
    KeyStorePassword password = folder.passwordForNewKeys();
    KeyStorePassword foreign = options.keyStorePassword().orElse(password);
    OwnKeyFile content = open(bytes, foreign);
    content.notes().forEach(note -> notes.add("'" + file + "': " + note));
    for (OwnKey key : content.keys()) {
      if (isGood(file, key.certificate(), KeyAbility.of(key))) {
        folder.writer(alias).writeKey(key, password, options.lines());
        added.add(Fingerprint.of(key.certificate()));
      }
    }
  }

  private static OwnKeyFile open(byte[] bytes, KeyStorePassword password) throws CertsException {
    try {
      return OwnKeyFile.open(bytes, password);
    } catch (CertsException e) {
      throw e.getMessage().startsWith("the password")
          ? new CertsException("the password does not open it, give the one it was made with", e)
          : e;
    }
  }

  private void takeCertificates(String file, CertificateFile content)
      throws CertsException, IOException {
    if (content.hasPrivateKey()) {
      throw new CertsException(
          "it holds a private key where certificates were expected: never take a partner's key;"
              + " own keys are imported as a PKCS #12 file");
    }
    if (folder.load().registry().isOwn(alias)) {
      throw new CertsException(
          "alias '%s' is one of our own stations, expected a PKCS #12 file with a key"
              .formatted(alias));
    }
    List<CertificateFile.Found> candidates = content.withoutIssuers();
    for (CertificateFile.Found issuer : content.certificates()) {
      if (!candidates.contains(issuer)) {
        notes.add(
            "'%s': %s is an issuer of another in the file and was not taken"
                .formatted(file, AliasFolder.name(issuer.certificate())));
      }
    }
    if (!content.others().isEmpty()) {
      notes.add(
          "'%s': it also holds %s, which was not taken"
              .formatted(file, String.join(", ", content.others())));
    }
    for (CertificateFile.Found candidate : candidates) {
      if (isGood(file, candidate.certificate(), KeyAbility.of(candidate.certificate()))) {
        folder.writer(alias).writeCertificate(candidate.certificate(), options.lines());
        added.add(Fingerprint.of(candidate.certificate()));
      }
    }
  }

  private boolean isGood(String file, X509Certificate certificate, KeyAbility ability) {
    Optional<String> refusal = refusal(certificate, ability);
    refusal.ifPresent(text -> refuse(file, AliasFolder.name(certificate) + ": " + text));
    Instant begins = certificate.getNotBefore().toInstant();
    if (refusal.isEmpty() && begins.isAfter(now)) {
      notes.add(
          "'%s': %s is not valid before %s".formatted(file, AliasFolder.name(certificate), begins));
    }
    if (refusal.isEmpty()) {
      ability
          .refusals()
          .values()
          .forEach(
              text ->
                  notes.add("'%s': %s: %s".formatted(file, AliasFolder.name(certificate), text)));
    }
    return refusal.isEmpty();
  }

  private Optional<String> refusal(X509Certificate certificate, KeyAbility ability) {
    String fingerprint = Fingerprint.of(certificate);
    boolean isKnown =
        added.contains(fingerprint)
            || folder.entries(alias).stream().anyMatch(e -> e.fingerprint().equals(fingerprint));
    if (isKnown) {
      return Optional.of("it is known already, fingerprint " + fingerprint);
    }
    Instant end = certificate.getNotAfter().toInstant();
    if (end.isBefore(now)) {
      return Optional.of("it expired at " + end + ", ask for a new one");
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
