package org.as2gateway.registry.certs;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.keys.KeyAbility;
import org.as2gateway.as2.keys.OwnKey;

/**
 * Takes the certificate that an authority has issued for a key of ours: it belongs to the key, each
 * certificate of the chain has signed the one below, and all of them are valid now. It stands
 * beside the certificate that the key has, which goes on until the new one is activated.
 */
final class IssuedImport {
  private final CertificateFolder folder;
  private final String alias;
  private final Instant now;
  private final CertificateRegistry present;
  private final List<String> notes = new ArrayList<>();

  IssuedImport(CertificateFolder folder, String alias, Instant now) {
    this.folder = folder;
    this.alias = alias;
    this.now = now;
    this.present = folder.load().registry();
  }

  /**
   * Takes it.
   *
   * @param activeFrom from when on it is used outbound; empty to wait
   */
  Issued run(byte[] content, Optional<Instant> activeFrom) throws CertsException, IOException {
    if (!PemFile.isPem(content) && Certificates.isKeyStore(content)) {
      throw new CertsException(
          "it is a key store, expected the issued certificate: import our keys with 'cert import'");
    }
    CertificateFile file = CertificateFile.parse(content).undamaged();
    if (file.hasPrivateKey()) {
      throw new CertsException(
          "it contains a private key, expected the issued certificate: the key is here already");
    }
    List<X509Certificate> all =
        file.certificates().stream().map(CertificateFile.Found::certificate).distinct().toList();
    OwnKey key = keyed(all);
    check(key.certificate(), KeyAbility.of(key));
    OwnKey issued = new OwnKey(key.privateKey(), key.certificate(), chain(key.certificate(), all));
    keepCurrent(key.certificate(), activeFrom);
    folder
        .writer(alias)
        .writeKey(
            issued,
            folder.passwordForNewKeys(),
            new CertificateLines(Optional.empty(), activeFrom, Optional.empty()));
    return new Issued(folder.find(alias, Fingerprint.of(key.certificate())), notes);
  }

  /** The certificate in the file that belongs to a key of ours, with that key. */
  private OwnKey keyed(List<X509Certificate> all) throws CertsException {
    List<OwnKey> ours = present.decrypting(alias, now);
    List<OwnKey> matching = new ArrayList<>();
    for (X509Certificate certificate : all) {
      ours.stream()
          .filter(own -> isSameKey(own.certificate(), certificate))
          .findFirst()
          .ifPresent(own -> matching.add(new OwnKey(own.privateKey(), certificate, List.of())));
    }
    List<OwnKey> fresh =
        matching.stream()
            .filter(key -> ours.stream().noneMatch(o -> o.certificate().equals(key.certificate())))
            .toList();
    if (fresh.size() == 1) {
      return fresh.get(0);
    }
    if (fresh.isEmpty()) {
      throw new CertsException(
          matching.isEmpty()
              ? "no certificate in it belongs to a key of alias '%s'; expected the answer to a request of 'cert csr %s'"
                  .formatted(alias, alias)
              : "the certificate is already registered for alias '%s'".formatted(alias));
    }
    throw new CertsException(
        "it contains %d certificates for keys of alias '%s', expected one"
            .formatted(fresh.size(), alias));
  }

  private static boolean isSameKey(X509Certificate one, X509Certificate other) {
    return Arrays.equals(one.getPublicKey().getEncoded(), other.getPublicKey().getEncoded());
  }

  private void check(X509Certificate certificate, KeyAbility ability) throws CertsException {
    checkNotExpired(certificate);
    Optional<String> refusal = ability.refusal();
    if (refusal.isPresent()) {
      throw new CertsException(AliasFolder.name(certificate) + ": " + refusal.get());
    }
    Instant begin = certificate.getNotBefore().toInstant();
    if (begin.isAfter(now)) {
      notes.add("the certificate is not valid before " + begin);
    }
  }

  private void checkNotExpired(X509Certificate certificate) throws CertsException {
    Instant end = certificate.getNotAfter().toInstant();
    if (end.isBefore(now)) {
      throw new CertsException(AliasFolder.name(certificate) + " expired at " + end);
    }
  }

  /** The issuers in the file, each of which has signed the one below it. */
  private List<X509Certificate> chain(X509Certificate certificate, List<X509Certificate> all)
      throws CertsException {
    List<X509Certificate> chain = OwnKeyFile.chain(certificate, all);
    for (X509Certificate issuer : chain) {
      checkNotExpired(issuer);
      if (!Issuers.mayIssue(issuer)) {
        throw new CertsException(
            AliasFolder.name(issuer) + " is not a CA certificate and cannot issue others");
      }
    }
    X509Certificate top = chain.isEmpty() ? certificate : chain.get(chain.size() - 1);
    boolean isForged =
        !Issuers.isSelfSigned(top)
            && all.stream()
                .anyMatch(c -> c.getSubjectX500Principal().equals(top.getIssuerX500Principal()));
    if (isForged) {
      throw new CertsException(
          AliasFolder.name(top) + " was not signed by the CA certificate of that name in the file");
    }
    if (!Issuers.isSelfSigned(top)) {
      notes.add(
          "the chain ends at '%s': the certificate of its issuer, '%s', is not in the file"
              .formatted(
                  top.getSubjectX500Principal().getName(), top.getIssuerX500Principal().getName()));
    }
    all.stream()
        .filter(c -> !c.equals(certificate) && !chain.contains(c))
        .forEach(
            c -> notes.add(AliasFolder.name(c) + " is not part of the chain, and was left out"));
    return chain;
  }

  /** Of undated certificates the oldest is used: one that begins earlier must not take over. */
  private void keepCurrent(X509Certificate issued, Optional<Instant> activeFrom)
      throws CertsException, IOException {
    Optional<X509Certificate> current = present.signing(alias, now).map(OwnKey::certificate);
    boolean isUndated =
        current.isPresent()
            && present.entries().stream()
                .filter(e -> e.alias().equals(alias) && e.certificate().equals(current.get()))
                .allMatch(e -> e.activeFrom().isEmpty());
    if (activeFrom.isEmpty() && isUndated && !begin(issued).isAfter(begin(current.get()))) {
      folder
          .writer(alias)
          .setLine(current.get(), CertificateLines.ACTIVE_FROM, begin(current.get()).toString());
    }
  }

  private static Instant begin(X509Certificate certificate) {
    return certificate.getNotBefore().toInstant();
  }
}
