package org.as2gateway.admin.port;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateRegistry;
import org.as2gateway.registry.partnerships.PartnershipXml;

/** Two partners, one partnership, one certificate. */
final class FakeRegistry {
  private FakeRegistry() {}

  static Registry of() {
    byte[] file =
        """
        <partnerships>
          <partner name="Us" as2_id="US" x509_alias="Us"/>
          <partner name="Them" as2_id="THEM" x509_alias="Them"/>
          <partnership name="us-to-them">
            <sender name="Us"/>
            <receiver name="Them"/>
            <attribute name="as2_url" value="http://127.0.0.1:9/as2"/>
          </partnership>
        </partnerships>
        """
            .getBytes(StandardCharsets.UTF_8);
    var reading = (PartnershipXml.Reading.Accepted) PartnershipXml.read(file);
    return new Registry(reading.registry(), new OneCertificate(), List.of());
  }

  private static final class OneCertificate implements CertificateRegistry {
    @Override
    public boolean isOwn(String alias) {
      return alias.equals("Us");
    }

    @Override
    public List<X509Certificate> verifying(String alias, Instant now) {
      return alias.equals("Them") ? List.of(SignedMdn.KEY.certificate()) : List.of();
    }

    @Override
    public Optional<X509Certificate> encrypting(String alias, Instant now) {
      return Optional.empty();
    }

    @Override
    public Optional<OwnKey> signing(String alias, Instant now) {
      return Optional.empty();
    }

    @Override
    public List<OwnKey> decrypting(String alias, Instant now) {
      return List.of();
    }

    @Override
    public boolean isKnown(String alias) {
      return false;
    }

    @Override
    public List<CertificateEntry> entries() {
      return List.of();
    }

    @Override
    public List<CertificateEntry> authorities() {
      return List.of();
    }
  }
}
