package org.as2gateway.admin.doctor;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.Fingerprint;

/** What a server's certificate chain is worth, in words, and what to import if it is right. */
final class ChainText {
  private static final String CHAIN = "chain";
  private static final int MAX_NAMES = 5;

  private ChainText() {}

  static Finding of(RecordingTrust shown, String host) {
    X509Certificate leaf = shown.chain().get(0);
    Optional<String> objection = shown.objection();
    return objection.isEmpty()
        ? Finding.good(CHAIN, "trusted, host name matches; issued by " + issuer(leaf))
        : Finding.failed(CHAIN, explained(objection.get(), shown.chain(), host));
  }

  /** What would have to be known for the chain to be trusted, if that is all it lacks. */
  static Optional<X509Certificate> untrusted(RecordingTrust shown) {
    return shown.objection().filter(ChainText::isOfUnknownIssuer).map(o -> wanted(shown.chain()));
  }

  private static boolean isOfUnknownIssuer(String objection) {
    return objection.contains("certification path");
  }

  /** The authority, if the server shows it; the server's own otherwise. */
  private static X509Certificate wanted(List<X509Certificate> chain) {
    X509Certificate top = chain.get(chain.size() - 1);
    return isSelfSigned(top) ? top : chain.get(0);
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  private static String explained(String objection, List<X509Certificate> chain, String host) {
    X509Certificate leaf = chain.get(0);
    if (objection.contains("subject alternative")
        || objection.contains("No name matching")
        || objection.contains("No subject")) {
      return "the certificate is for "
          + names(leaf)
          + ", not for '"
          + host
          + "': check the host in the URL; if it is correct, the partner needs another certificate";
    }
    if (isOfUnknownIssuer(objection)) {
      return unknownIssuer(chain);
    }
    if (objection.contains("NotAfter") || objection.contains("NotBefore")) {
      return "a certificate in the chain is expired or not yet valid ("
          + objection
          + "): the partner must renew it";
    }
    if (objection.contains("lgorithm constraints") || objection.contains("isabled")) {
      return "the key or signature of the certificate is too weak ("
          + objection
          + "): the partner needs a new one";
    }
    return objection + "; issued by " + issuer(leaf);
  }

  /** Nobody known here vouches for it: says which certificate would have to be known. */
  private static String unknownIssuer(List<X509Certificate> chain) {
    X509Certificate top = chain.get(chain.size() - 1);
    boolean isTopSelfSigned = isSelfSigned(top);
    String what;
    if (chain.size() == 1 && isTopSelfSigned) {
      what =
          "the certificate is self-signed and not trusted here. If it is the partner's, import"
              + " it";
    } else if (isTopSelfSigned) {
      what =
          "it was not issued by a trusted CA, but by "
              + issuer(top)
              + ". If that is correct, import that CA certificate, which the server sends";
    } else {
      what =
          "it was not issued by a trusted CA, but by "
              + issuer(top)
              + ", whose certificate the server does not send. Ask the partner for it, or import"
              + " the server's own certificate";
    }
    return what
        + " (SHA-256 fingerprint "
        + Fingerprint.of(wanted(chain))
        + ", compare it by phone): save it under certs/ and name it in gw.tls_trust";
  }

  private static String issuer(X509Certificate certificate) {
    return certificate.getIssuerX500Principal().getName();
  }

  /** The DNS names and addresses it is for; its subject if it has none. */
  private static String names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        alternatives.forEach(entry -> names.add("'" + entry.get(1) + "'"));
      }
    } catch (CertificateParsingException e) {
      names.add("names that cannot be read");
    }
    if (names.isEmpty()) {
      return certificate.getSubjectX500Principal().getName();
    }
    return String.join(", ", names.subList(0, Math.min(MAX_NAMES, names.size())))
        + (names.size() > MAX_NAMES ? " and others" : "");
  }
}
