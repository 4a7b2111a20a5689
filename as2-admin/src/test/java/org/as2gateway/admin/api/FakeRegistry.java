package org.as2gateway.admin.api;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.certs.CertificateEntry;
import org.as2gateway.certs.CertificateRegistry;
import org.as2gateway.certs.OwnKey;
import org.as2gateway.partnership.Partner;
import org.as2gateway.partnership.PartnershipRegistry;
import org.as2gateway.registry.Registry;
import org.as2gateway.wire.As2Id;

/** Two partners, no partnership, no certificate. */
final class FakeRegistry {
  private FakeRegistry() {}

  static Registry of() {
    Partner us = partner("Us", "US");
    Partner them = partner("Them", "THEM");
    return new Registry(
        new PartnershipRegistry(List.of(us, them), List.of()), new NoCertificates(), List.of());
  }

  private static Partner partner(String name, String id) {
    return new Partner(name, Optional.of(new As2Id(id)), Optional.of(name), Optional.empty());
  }

  private static final class NoCertificates implements CertificateRegistry {
    @Override
    public boolean isOwn(String alias) {
      return alias.equals("Us");
    }

    @Override
    public List<X509Certificate> verifying(String alias, Instant now) {
      return List.of();
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
  }
}
