package org.as2gateway.registry;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.smime.MessageTrial;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateRegistry;
import org.as2gateway.registry.partnerships.Fault;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipAttribute;
import org.as2gateway.registry.partnerships.SecurityPolicy;
import org.as2gateway.transport.TransportKind;

/**
 * What a partnership lacks for sending or receiving at an instant (design.md §4, "incomplete").
 * Tries what the partnership would do with its keys, so that complete means able.
 */
final class Completeness {
  private final Registry registry;
  private final CertificateRegistry certificates;
  private final UnfitCertificates unfit;
  private final MessageTrial trial = MessageTrial.shared();
  private final Instant now;

  Completeness(Registry registry, Instant now) {
    this.registry = registry;
    this.certificates = registry.certificates();
    this.unfit = new UnfitCertificates(certificates, now);
    this.now = now;
  }

  List<String> missingToSend(Partnership partnership) {
    if (partnership.kind() != TransportKind.AS2) {
      return missingForFiles(partnership, partnership.sender());
    }
    List<String> missing = new ArrayList<>();
    Partner own = partnership.sender();
    Partner partner = partnership.receiver();
    SecurityPolicy security = partnership.security();
    addIdentities(missing, own, partner);
    registry.partnerships().faults(partnership).forEach(fault -> missing.add(decision(fault)));
    if (partnership.transport().url().isEmpty()) {
      missing.add("as2_url of partnership '" + partnership.name() + "'");
    }
    if (!registry.isOwn(own)) {
      missing.add(ownKeyOf(own));
    } else if (security.sign().isPresent()) {
      missingToSign(own, security.sign().get()).ifPresent(missing::add);
    }
    if (security.encrypt().isPresent()) {
      missingToEncrypt(partner, security).ifPresent(missing::add);
    }
    if (security.encrypt().isPresent() && security.alsoEncryptFor().isPresent()) {
      missingToEncryptAlso(security, security.alsoEncryptFor().get()).ifPresent(missing::add);
    }
    if (partnership.receipt().isSigned()) {
      missingToVerify(partner).ifPresent(missing::add);
    }
    addTransport(missing, partnership, partnership.transport().url());
    if (security.sign().filter(s -> s.digest() == MicAlgorithm.MD5).isPresent()) {
      missing.add("a 'sign' other than 'md5', which can be verified but not created");
    }
    return missing.stream().distinct().toList();
  }

  private Optional<String> missingToSign(Partner own, SignatureAlgorithm algorithm) {
    Optional<OwnKey> key = own.x509Alias().flatMap(alias -> certificates.signing(alias, now));
    if (key.isEmpty()) {
      return Optional.of("a valid signing key in " + folder(own, CertificateUse.SIGN));
    }
    return algorithm.digest() == MicAlgorithm.MD5
        ? Optional.empty()
        : trial
            .signing(key.get(), algorithm)
            .map(
                cause ->
                    "a key in %s that can sign with '%s' (%s: %s)"
                        .formatted(
                            folder(own),
                            algorithm.spelling(),
                            name(key.get().certificate()),
                            cause));
  }

  private Optional<String> missingToEncrypt(Partner partner, SecurityPolicy security) {
    if (!isKnown(partner)) {
      return Optional.of(certificateOf(partner));
    }
    Optional<X509Certificate> recipient =
        partner.x509Alias().flatMap(alias -> certificates.encrypting(alias, now));
    if (recipient.isEmpty()) {
      return Optional.of(
          "a valid certificate to encrypt for '"
              + partner.name()
              + "' in "
              + folder(partner, CertificateUse.ENCRYPT));
    }
    EncryptionAlgorithm algorithm = security.encrypt().orElseThrow();
    return trial
        .encryption(recipient.get(), algorithm, security.keyTransport())
        .map(
            cause ->
                "a certificate in %s that can be encrypted for with '%s' (%s: %s)"
                    .formatted(
                        folder(partner), algorithm.spelling(), name(recipient.get()), cause));
  }

  private Optional<String> missingToEncryptAlso(SecurityPolicy security, String alias) {
    String what = "a certificate in certs/" + alias + "/ that can be encrypted for";
    Optional<X509Certificate> recipient = certificates.encrypting(alias, now);
    return recipient.isEmpty()
        ? Optional.of(what + " (gw.also_encrypt_for)")
        : trial
            .encryption(recipient.get(), security.encrypt().orElseThrow(), security.keyTransport())
            .map(cause -> what + " (gw.also_encrypt_for, " + cause + ")");
  }

  /** One whose certificates have all expired is still known (design.md §4). */
  private Optional<String> missingToVerify(Partner partner) {
    if (!isKnown(partner)) {
      return Optional.of(certificateOf(partner));
    }
    String alias = partner.x509Alias().orElseThrow();
    List<CertificateEntry> entries =
        certificates.entries().stream().filter(e -> e.alias().equals(alias)).toList();
    boolean hasEnded =
        entries.stream()
            .filter(e -> e.uses().contains(CertificateUse.SIGN))
            .anyMatch(
                e ->
                    e.certificate().getNotAfter().toInstant().isBefore(now)
                        || certificates.stopped(e, now).isPresent());
    return entries.isEmpty() || hasEnded || !certificates.verifying(alias, now).isEmpty()
        ? Optional.empty()
        : Optional.of(
            "a certificate of '"
                + partner.name()
                + "' to verify its signatures in "
                + folder(partner, CertificateUse.SIGN));
  }

  /** The same for a transport without receipts, in the direction of which one side is ours. */
  private List<String> missingForFiles(Partnership partnership, Partner own) {
    List<String> missing = new ArrayList<>();
    registry.partnerships().faults(partnership).forEach(fault -> missing.add(decision(fault)));
    if (!registry.isOwn(own)) {
      missing.add(ownKeyOf(own));
    }
    missing.addAll(FileTransportNeeds.of(registry, partnership, now));
    return List.copyOf(missing);
  }

  List<String> missingToReceive(Partnership partnership) {
    if (partnership.kind() != TransportKind.AS2) {
      return missingForFiles(partnership, partnership.receiver());
    }
    List<String> missing =
        missingToReceive(partnership.sender(), partnership.receiver(), partnership.security());
    registry.partnerships().faults(partnership).stream()
        .filter(Fault::hindersReceiving)
        .forEach(fault -> missing.add(decision(fault)));
    if (partnership.access().basicUser().isPresent()) {
      String file = InboundPasswords.fileName(partnership);
      registry
          .files()
          .secretProblem(file)
          .ifPresent(
              why ->
                  missing.add(
                      "a password for gw.inbound_user: 'data/secrets/" + file + "' " + why));
    }
    missingToAdmit(partnership).ifPresent(missing::add);
    Optional<URI> receipts = partnership.receipt().asyncUrl();
    if (receipts.isPresent()) {
      addTransport(missing, partnership, receipts);
    }
    return List.copyOf(missing);
  }

  /** Without such a certificate nobody could send on the partnership. */
  private Optional<String> missingToAdmit(Partnership partnership) {
    return partnership
        .access()
        .certificateAlias()
        .filter(alias -> certificates.shown(alias, now).isEmpty())
        .map(alias -> "a valid certificate in certs/" + alias + "/ (gw.inbound_certificate)");
  }

  /** What a way back would lack, with the same rules. */
  List<String> missingToReceiveBack(Partnership partnership) {
    return missingToReceive(partnership.receiver(), partnership.sender(), partnership.security());
  }

  private List<String> missingToReceive(Partner partner, Partner own, SecurityPolicy security) {
    List<String> missing = new ArrayList<>();
    addIdentities(missing, partner, own);
    if (!registry.isOwn(own)) {
      missing.add(ownKeyOf(own));
    } else {
      missingToDecrypt(own, security).ifPresent(missing::add);
      missingToSignReceipts(own).ifPresent(missing::add);
    }
    if (!security.allowUnsigned()) {
      missingToVerify(partner).ifPresent(missing::add);
    }
    return missing;
  }

  /** What connections to that URL would fail for, or to one that is still blank. */
  private void addTransport(List<String> missing, Partnership partnership, Optional<URI> url) {
    TlsSettings tls = registry.tls(partnership);
    if (url.map(known -> "https".equalsIgnoreCase(known.getScheme())).orElse(true)) {
      tls.clientAlias()
          .filter(alias -> certificates.signing(alias, now).isEmpty())
          .ifPresent(
              alias -> missing.add("a private key in certs/" + alias + "/ (gw.tls_client_alias)"));
      tls.trust()
          .flatMap(file -> registry.files().trustProblem(file).map(why -> file + "' " + why))
          .ifPresent(text -> missing.add("certificates for gw.tls_trust: 'certs/" + text));
    }
    registry
        .proxy(partnership)
        .loginFile()
        .flatMap(file -> registry.files().secretProblem(file).map(why -> file + "' " + why))
        .ifPresent(text -> missing.add("a login for gw.proxy_login: 'data/secrets/" + text));
    if (url.isPresent() && partnership.transport().basicUser().isPresent()) {
      registry
          .files()
          .passwordProblem(partnership, url.get())
          .ifPresent(why -> missing.add("a password for gw.basic_user: " + why));
    }
  }

  private Optional<String> missingToDecrypt(Partner own, SecurityPolicy security) {
    List<OwnKey> keys = own.x509Alias().map(a -> certificates.decrypting(a, now)).orElse(List.of());
    if (keys.isEmpty()) {
      return Optional.of("a decryption key in " + folder(own));
    }
    boolean isAble = keys.stream().anyMatch(key -> trial.decryption(key).isEmpty());
    return isAble || security.allowUnencrypted()
        ? Optional.empty()
        : Optional.of("a key to decrypt with in " + folder(own, CertificateUse.ENCRYPT));
  }

  private Optional<String> missingToSignReceipts(Partner own) {
    return own.x509Alias().flatMap(alias -> certificates.signing(alias, now)).isPresent()
        ? Optional.empty()
        : Optional.of("a valid key to sign receipts in " + folder(own, CertificateUse.SIGN));
  }

  /** What an entry of the partner list lacks, whatever partnerships it is in. */
  List<String> missing(Partner partner) {
    List<String> missing = new ArrayList<>();
    if (isOnlyForFiles(partner)) {
      return missing;
    }
    if (partner.as2Id().isEmpty()) {
      missing.add("as2_id");
    }
    if (!isKnown(partner)) {
      missing.add("a certificate in " + folder(partner));
    }
    return List.copyOf(missing);
  }

  /** Without AS2 it needs no AS2 id and no certificate. */
  private boolean isOnlyForFiles(Partner partner) {
    List<Partnership> its =
        registry.partnerships().partnerships().stream()
            .filter(p -> Stream.of(p.sender(), p.receiver()).anyMatch(partner::equals))
            .toList();
    return !registry.isOwn(partner)
        && !its.isEmpty()
        && its.stream().noneMatch(p -> p.kind() == TransportKind.AS2);
  }

  private static void addIdentities(List<String> missing, Partner sender, Partner receiver) {
    for (Partner partner : List.of(sender, receiver)) {
      if (partner.as2Id().isEmpty()) {
        missing.add("as2_id of partner '" + partner.name() + "'");
      }
    }
  }

  private static String decision(Fault fault) {
    return fault.attribute().filter(a -> a == PartnershipAttribute.INCOMPLETE).isPresent()
        ? "a decision (gw.incomplete): " + fault.text()
        : "a valid setting: " + fault.text();
  }

  private boolean isKnown(Partner partner) {
    return partner.x509Alias().filter(certificates::isKnown).isPresent();
  }

  /** The same words for every use: it is one certificate that is missing. */
  private String certificateOf(Partner partner) {
    return "a certificate of '" + partner.name() + "' in " + folder(partner, CertificateUse.SIGN);
  }

  private static String ownKeyOf(Partner own) {
    return "a private key of '" + own.name() + "' (no .p12 in " + folder(own) + ")";
  }

  private static String folder(Partner partner) {
    return partner
        .x509Alias()
        .map(alias -> "certs/" + alias + "/")
        .orElse("certs/ (partner '" + partner.name() + "' has no x509_alias)");
  }

  /** The folder, and why what is in it does not serve. */
  private String folder(Partner partner, CertificateUse use) {
    return folder(partner) + partner.x509Alias().map(alias -> unfit.reasons(alias, use)).orElse("");
  }

  private static String name(X509Certificate certificate) {
    return "certificate '" + certificate.getSubjectX500Principal().getName() + "'";
  }
}
