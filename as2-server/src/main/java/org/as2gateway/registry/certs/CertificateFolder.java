package org.as2gateway.registry.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.Der;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.keys.OwnKey;

/**
 * What operators do to {@code certs/} of a home: make keys, import, export, activate, retire. Works
 * on the files alone, with or without a running gateway, which sees the change by itself. Files
 * appear whole or not at all.
 */
public final class CertificateFolder {
  private final Path home;
  private final Map<String, String> environment;
  private final Clock clock;
  private final CertificateLoader loader;

  /**
   * The folder of a home.
   *
   * @param environment where the key stores' password is looked for first
   */
  public CertificateFolder(Path home, Map<String, String> environment, Clock clock) {
    this.home = home;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.loader = new CertificateLoader(home, environment, key -> key);
  }

  /** The home whose {@code certs/} this is. */
  public Path home() {
    return home;
  }

  /** The OpenPGP keys in it. */
  public PgpKeyFolder pgp() {
    return new PgpKeyFolder(this, clock);
  }

  /** Everything as it stands now. */
  public LoadedCertificates load() {
    return loader.load();
  }

  /**
   * Makes a key with a self-signed certificate: {@code certs/<alias>/<name>.p12} with mode 0600,
   * and a {@code .pem} of the certificate to hand to partners. Makes the password file if there is
   * no password yet.
   *
   * @throws CertsException if the alias is no safe name or a partner's, or the wish cannot be met
   */
  public CertificateEntry newKey(String alias, NewKey wanted) throws CertsException, IOException {
    AliasName.check(alias);
    refusePartner(alias);
    OwnKey key = SelfSigned.generate(wanted, clock.instant());
    CertificateLines lines =
        new CertificateLines(Optional.empty(), wanted.activeFrom(), Optional.empty());
    writer(alias).writeKey(key, passwordForNewKeys(), lines);
    return find(alias, Fingerprint.of(key.certificate()));
  }

  /**
   * Imports files: certificates in PEM, DER or PKCS #7, or own keys in PKCS #12. Each is taken or
   * refused by itself.
   *
   * @throws CertsException if the alias is no safe name
   */
  public ImportReport importFiles(String alias, List<Path> files, ImportOptions options)
      throws CertsException, IOException {
    AliasName.check(alias);
    return new CertificateImport(this, alias, options, clock.instant()).run(files);
  }

  /**
   * Imports what was uploaded or pasted; see {@link #importFiles}.
   *
   * @param name what to call it in what is said of it
   * @throws CertsException if the alias is no safe name
   */
  public ImportReport importContent(
      String alias, String name, byte[] content, ImportOptions options)
      throws CertsException, IOException {
    AliasName.check(alias);
    return new CertificateImport(this, alias, options, clock.instant()).run(name, content);
  }

  /**
   * Looks at certificates without taking them.
   *
   * @param content PEM, DER or PKCS #7
   * @throws CertsException if there is none in it
   */
  public List<Candidate> inspect(byte[] content) throws CertsException {
    return inspect("", content);
  }

  /**
   * Looks at certificates that are meant for an alias, without taking them.
   *
   * @param alias where they would go; empty if that is not known yet
   * @param content PEM, DER or PKCS #7
   * @throws CertsException if there is none in it
   */
  public List<Candidate> inspect(String alias, byte[] content) throws CertsException {
    if (!PemFile.isPem(content) && Certificates.isKeyStore(content)) {
      throw new CertsException(
          "it is a key store, expected only certificates: never import a partner's private key");
    }
    CertificateFile file = CertificateFile.parse(content).undamaged();
    if (file.hasPrivateKey()) {
      throw new CertsException(
          "it contains a private key with its certificate: delete it, and ask the partner to"
              + " create a"
              + " new key and send only the certificate");
    }
    CertificateRegistry registry = load().registry();
    Set<X509Certificate> all = new LinkedHashSet<>(certificates(registry, alias));
    file.certificates().forEach(found -> all.add(found.certificate()));
    Set<X509Certificate> authorities = Issuers.among(all);
    return file.certificates().stream()
        .map(found -> Candidate.of(found.certificate(), authorities, registry))
        .distinct()
        .toList();
  }

  /**
   * The certificates of an alias that serve now or will, as PEM, without our lines.
   *
   * @throws CertsException if there is none
   */
  public String exportPem(String alias) throws CertsException {
    StringBuilder text = new StringBuilder();
    for (CertificateEntry entry : current(alias)) {
      text.append(PemFile.encode(entry.certificate(), CertificateLines.NONE));
    }
    return text.toString();
  }

  /**
   * The one certificate of an alias that is used outbound now, as DER.
   *
   * @throws CertsException if there is none
   */
  public byte[] exportDer(String alias) throws CertsException {
    current(alias);
    CertificateRegistry registry = load().registry();
    Instant now = clock.instant();
    X509Certificate certificate =
        registry
            .signing(alias, now)
            .map(OwnKey::certificate)
            .or(() -> registry.encrypting(alias, now))
            .orElseThrow(
                () ->
                    new CertsException(
                        "alias '%s' has no certificate in use now, export it as PEM"
                            .formatted(alias)));
    return Der.of(certificate);
  }

  /**
   * A request to an authority for a certificate of one of our keys, in PEM form.
   *
   * @param fingerprint first 8 or more hex digits of the certificate that the key has
   * @throws CertsException if the alias has no such key, or the subject cannot be used
   */
  public String request(String alias, String fingerprint, RequestSubject subject)
      throws CertsException {
    return KeyRequest.pem(ownKey(alias, fingerprint), subject);
  }

  /**
   * Imports the certificate that an authority has issued for one of our keys, with its chain.
   *
   * @param content PEM, DER or PKCS #7
   * @param activeFrom from when on it is used outbound; empty to wait for {@link #activate}
   * @throws CertsException if it belongs to no key of the alias, or its chain does not hold
   */
  public Issued importIssued(String alias, byte[] content, Optional<Instant> activeFrom)
      throws CertsException, IOException {
    AliasName.check(alias);
    return new IssuedImport(this, alias, clock.instant()).run(content, activeFrom);
  }

  /**
   * One of our keys with its certificate and chain, as a PKCS #12 file.
   *
   * @param fingerprint first 8 or more hex digits of its certificate
   * @param password of the file, not that of the home
   * @throws CertsException if the alias has no such key
   */
  public byte[] exportKey(String alias, String fingerprint, KeyStorePassword password)
      throws CertsException {
    return OwnKeyFile.encode(ownKey(alias, fingerprint), password);
  }

  /** Retired ones too: what came before may still be read with them. */
  private OwnKey ownKey(String alias, String fingerprint) throws CertsException {
    CertificateEntry entry = find(alias, Fingerprint.normalise(fingerprint));
    return load().registry().decrypting(alias, Instant.EPOCH).stream()
        .filter(key -> key.certificate().equals(entry.certificate()))
        .findFirst()
        .orElseThrow(
            () -> new CertsException("alias '%s' contains no key of ours".formatted(alias)));
  }

  /**
   * Adds a certificate to a file of those by which a partner's TLS is trusted, {@code
   * gw.tls_trust}.
   *
   * @param file its name under {@code certs/}
   * @return whether it was not there yet
   * @throws CertsException if there is such a file that holds no certificates
   */
  public boolean addTrust(String file, X509Certificate certificate)
      throws CertsException, IOException {
    Path target = trustFile(file);
    if (!target.normalize().startsWith(home.resolve("certs").normalize())) {
      throw new CertsException("'%s' is not a file under certs/".formatted(file));
    }
    Set<X509Certificate> all = new LinkedHashSet<>();
    if (Files.exists(target)) {
      all.addAll(TrustFile.read(target));
    }
    if (!all.add(certificate)) {
      return false;
    }
    StringBuilder text = new StringBuilder();
    all.forEach(one -> text.append(PemFile.encode(one, CertificateLines.NONE)));
    SafeFile.write(target, text.toString().getBytes(StandardCharsets.UTF_8));
    return true;
  }

  /** Where that file of {@code gw.tls_trust} is. */
  public Path trustFile(String file) {
    return home.resolve("certs").resolve(file);
  }

  private List<CertificateEntry> current(String alias) throws CertsException {
    Instant now = clock.instant();
    boolean isOwn = load().registry().isOwn(alias);
    List<CertificateEntry> current =
        entries(alias).stream()
            .filter(entry -> !now.isAfter(entry.certificate().getNotAfter().toInstant()))
            .filter(entry -> entry.retired().filter(at -> !at.isAfter(now)).isEmpty())
            .filter(entry -> entry.isOwn() || !isOwn)
            .toList();
    if (current.isEmpty()) {
      throw new CertsException(
          "alias '%s' has no valid certificate; run 'cert list'".formatted(alias));
    }
    return current;
  }

  /**
   * Uses a certificate outbound from that time on.
   *
   * @param fingerprint its first 8 or more hex digits
   * @throws CertsException if the alias has no such certificate, or more than one, or if it is
   *     retired then
   */
  public CertificateEntry activate(String alias, String fingerprint, Instant from)
      throws CertsException, IOException {
    CertificateEntry entry = find(alias, Fingerprint.normalise(fingerprint));
    Instant end = entry.retired().orElse(Instant.MAX);
    if (!end.isAfter(clock.instant()) || !end.isAfter(from)) {
      throw new CertsException(
          "certificate '%s' of '%s' is retired from %s; put it back first: cert put-back %s %s"
              .formatted(
                  Fingerprint.brief(entry.certificate()),
                  alias,
                  end,
                  alias,
                  Fingerprint.brief(entry.certificate())));
    }
    return setLine(alias, fingerprint, CertificateLines.ACTIVE_FROM, from);
  }

  /**
   * Cancels a switch to a certificate that is still to come: it waits again, without a date.
   *
   * @param fingerprint its first 8 or more hex digits
   * @throws CertsException if the alias has no such certificate, or it has no date to come
   */
  public CertificateEntry unschedule(String alias, String fingerprint)
      throws CertsException, IOException {
    CertificateEntry entry = find(alias, Fingerprint.normalise(fingerprint));
    if (entry.activeFrom().filter(from -> from.isAfter(clock.instant())).isEmpty()) {
      throw new CertsException(
          "no switch to certificate '%s' of '%s' is scheduled"
              .formatted(Fingerprint.brief(entry.certificate()), alias));
    }
    writer(alias).removeLine(entry.certificate(), CertificateLines.ACTIVE_FROM);
    return find(alias, entry.fingerprint());
  }

  /**
   * Uses a certificate for nothing from that time on.
   *
   * @param fingerprint its first 8 or more hex digits
   * @throws CertsException if the alias has no such certificate, or more than one
   */
  public CertificateEntry retire(String alias, String fingerprint, Instant at)
      throws CertsException, IOException {
    return setLine(alias, fingerprint, CertificateLines.RETIRED, at);
  }

  /**
   * Uses a certificate again that is retired, or is to be.
   *
   * @param fingerprint its first 8 or more hex digits
   * @throws CertsException if the alias has no such certificate, or more than one
   */
  public CertificateEntry putBack(String alias, String fingerprint)
      throws CertsException, IOException {
    CertificateEntry entry = find(alias, Fingerprint.normalise(fingerprint));
    writer(alias).removeLine(entry.certificate(), CertificateLines.RETIRED);
    return find(alias, entry.fingerprint());
  }

  private CertificateEntry setLine(String alias, String fingerprint, String key, Instant at)
      throws CertsException, IOException {
    CertificateEntry entry = find(alias, Fingerprint.normalise(fingerprint));
    writer(alias).setLine(entry.certificate(), key, at.toString());
    return find(alias, entry.fingerprint());
  }

  CertificateEntry find(String alias, String fingerprint) throws CertsException {
    List<CertificateEntry> found =
        entries(alias).stream().filter(e -> e.fingerprint().startsWith(fingerprint)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    boolean isAuthority =
        load().registry().authorities().stream()
            .anyMatch(e -> e.alias().equals(alias) && e.fingerprint().startsWith(fingerprint));
    if (isAuthority) {
      throw new CertsException(
          "certificate '%s' is a CA certificate, which cannot be used to sign or encrypt"
              .formatted(fingerprint));
    }
    throw new CertsException(
        found.isEmpty()
            ? "alias '%s' has no certificate '%s'; run 'cert list'".formatted(alias, fingerprint)
            : "alias '%s' has %d certificates that start with '%s'; enter more digits"
                .formatted(alias, found.size(), fingerprint));
  }

  private List<CertificateEntry> entries(String alias) {
    return load().registry().entries().stream().filter(e -> e.alias().equals(alias)).toList();
  }

  /** All certificates of an alias, those of authorities too. */
  static List<X509Certificate> certificates(CertificateRegistry registry, String alias) {
    return Stream.concat(registry.entries().stream(), registry.authorities().stream())
        .filter(e -> e.alias().equals(alias))
        .map(CertificateEntry::certificate)
        .toList();
  }

  /** A key beside a partner's certificates would make the partner one of our stations. */
  void refusePartner(String alias) throws CertsException {
    CertificateRegistry registry = load().registry();
    if (!certificates(registry, alias).isEmpty() && !registry.isOwn(alias)) {
      throw new CertsException(
          "alias '%s' contains a partner's certificates, expected another alias for our key"
              .formatted(alias));
    }
  }

  KeyStorePassword passwordForNewKeys() throws CertsException, IOException {
    return KeyStorePassword.findOrCreate(home, environment);
  }

  AliasWriter writer(String alias) {
    return new AliasWriter(home.resolve("certs").resolve(alias));
  }
}
