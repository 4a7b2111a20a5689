package org.as2gateway.transport.pdx;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.registry.certs.TrustFile;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS towards PDX: 1.2 or 1.3, chain, dates and host name always checked. We trust the JDK's roots
 * and a file of the partnership.
 */
final class PdxTls {
  private PdxTls() {}

  /**
   * A factory for that trust.
   *
   * @throws PdxFailure if the file cannot be used
   */
  static SslContextFactory.Client trusting(Optional<Path> trustFile) throws PdxFailure {
    try {
      SslContextFactory.Client ssl = new SslContextFactory.Client();
      ssl.setTrustStore(anchors(trustFile));
      ssl.setEndpointIdentificationAlgorithm("HTTPS");
      ssl.setIncludeProtocols("TLSv1.2", "TLSv1.3");
      ssl.setRenegotiationAllowed(false);
      return ssl;
    } catch (CertsException | CertificateException e) {
      throw new PdxFailure(
              PdxFailure.Kind.TLS_REFUSED,
              Reason.TLS_TRUST_UNREADABLE,
              "the file '"
                  + trustFile.map(Path::getFileName).orElseThrow()
                  + "' of gw.tls_trust cannot be used: "
                  + e.getMessage())
          .causedBy(e);
    } catch (GeneralSecurityException | IOException e) {
      throw new PdxFailure(
              PdxFailure.Kind.TLS_REFUSED,
              Reason.INTERNAL_ERROR,
              "TLS cannot be set up: " + e.getMessage())
          .causedBy(e);
    }
  }

  private static KeyStore anchors(Optional<Path> trustFile)
      throws CertsException, GeneralSecurityException, IOException {
    List<X509Certificate> all = new ArrayList<>(roots());
    if (trustFile.isPresent()) {
      for (X509Certificate trusted : TrustFile.read(trustFile.get())) {
        trusted.checkValidity(); // the JDK does not look at the dates of an anchor
        all.add(trusted);
      }
    }
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    for (int i = 0; i < all.size(); i++) {
      anchors.setCertificateEntry("anchor-" + i, all.get(i));
    }
    return anchors;
  }

  private static List<X509Certificate> roots() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    @Nullable KeyStore jdk = null;
    factory.init(jdk);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager found) {
        return List.of(found.getAcceptedIssuers());
      }
    }
    throw new GeneralSecurityException("the JDK offers no X.509 trust manager");
  }
}
