package org.as2gateway.registry;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.certs.CertificateRegistry;
import org.as2gateway.partnership.Fault;
import org.as2gateway.partnership.Partner;
import org.as2gateway.partnership.Partnership;
import org.as2gateway.partnership.PartnershipAttribute;
import org.as2gateway.wire.MicAlgorithm;

/** What a partnership lacks for sending or receiving at an instant (design.md §4, "incomplete"). */
final class Completeness {
  private final Registry registry;
  private final CertificateRegistry certificates;
  private final Instant now;

  Completeness(Registry registry, Instant now) {
    this.registry = registry;
    this.certificates = registry.certificates();
    this.now = now;
  }

  List<String> missingToSend(Partnership partnership) {
    List<String> missing = new ArrayList<>();
    Partner own = partnership.sender();
    Partner partner = partnership.receiver();
    addIdentities(missing, partnership);
    registry.partnerships().faults(partnership).forEach(fault -> missing.add(decision(fault)));
    if (partnership.transport().url().isEmpty()) {
      missing.add("as2_url of partnership '" + partnership.name() + "'");
    }
    if (!registry.isOwn(own)) {
      missing.add(ownKeyOf(own));
    } else if (partnership.security().sign().isPresent() && !canSign(own)) {
      missing.add("a key in force to sign with in " + folder(own));
    }
    if (partnership.security().encrypt().isPresent() && !canEncryptFor(partner)) {
      missing.add(
          "a certificate in force to encrypt for '" + partner.name() + "' in " + folder(partner));
    }
    if (partnership.receipt().isSigned() && !isKnown(partner)) {
      missing.add(
          "a certificate of '"
              + partner.name()
              + "' in "
              + folder(partner)
              + " to verify its receipts");
    }
    addTransport(missing, partnership, partnership.transport().url());
    if (partnership.security().sign().filter(s -> s.digest() == MicAlgorithm.MD5).isPresent()) {
      missing.add("a sign other than 'md5', which is verified but never made");
    }
    return missing.stream().distinct().toList();
  }

  List<String> missingToReceive(Partnership partnership) {
    List<String> missing = new ArrayList<>();
    Partner own = partnership.receiver();
    Partner partner = partnership.sender();
    addIdentities(missing, partnership);
    registry.partnerships().faults(partnership).stream()
        .filter(Fault::hindersReceiving)
        .forEach(fault -> missing.add(decision(fault)));
    if (!registry.isOwn(own)) {
      missing.add(ownKeyOf(own));
    } else if (own.x509Alias().map(a -> certificates.decrypting(a, now).isEmpty()).orElse(true)) {
      missing.add("a key to decrypt with in " + folder(own));
    }
    if (!partnership.security().allowUnsigned() && !isKnown(partner)) {
      missing.add("a certificate of '" + partner.name() + "' in " + folder(partner));
    }
    Optional<URI> receipts = partnership.receipt().asyncUrl();
    if (receipts.isPresent()) {
      addTransport(missing, partnership, receipts);
    }
    return List.copyOf(missing);
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
    if (url.isPresent() && partnership.transport().basicUser().isPresent()) {
      registry
          .files()
          .passwordProblem(partnership, url.get())
          .ifPresent(why -> missing.add("a password for gw.basic_user: " + why));
    }
  }

  /** What an entry of the partner list lacks, whatever partnerships it is in. */
  List<String> missing(Partner partner) {
    List<String> missing = new ArrayList<>();
    if (partner.as2Id().isEmpty()) {
      missing.add("as2_id");
    }
    if (!isKnown(partner)) {
      missing.add("a certificate in " + folder(partner));
    }
    return List.copyOf(missing);
  }

  private static void addIdentities(List<String> missing, Partnership partnership) {
    for (Partner partner : List.of(partnership.sender(), partnership.receiver())) {
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

  private boolean canSign(Partner own) {
    return has(own.x509Alias().flatMap(a -> certificates.signing(a, now)));
  }

  private boolean canEncryptFor(Partner partner) {
    return has(partner.x509Alias().flatMap(a -> certificates.encrypting(a, now)));
  }

  private static boolean has(Optional<?> found) {
    return found.isPresent();
  }

  private boolean isKnown(Partner partner) {
    return partner.x509Alias().filter(certificates::isKnown).isPresent();
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
}
