package org.as2gateway.registry;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.registry.certs.PgpEntry;
import org.as2gateway.registry.certs.PgpKeyRing;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipAttribute;
import org.as2gateway.registry.partnerships.PgpPolicy;
import org.as2gateway.registry.partnerships.PgpPolicy.Protection;

/** The OpenPGP keys that a partnership lacks at an instant, in the direction that we use it. */
final class PgpNeeds {
  private static final int MOST_TOLD = 3;

  private final PgpKeyRing keys;
  private final Instant now;
  private final Map<PartnershipAttribute, String> missing = new LinkedHashMap<>();

  private PgpNeeds(PgpKeyRing keys, Instant now) {
    this.keys = keys;
    this.now = now;
  }

  /** What is missing, by the setting that asks for it. */
  static Map<PartnershipAttribute, String> of(
      Registry registry, Partnership partnership, Instant now) {
    PgpNeeds needs = new PgpNeeds(registry.certificates().pgp(), now);
    if (registry.isOutbound(partnership)) {
      needs.addSending(partnership.pgp());
    } else if (registry.isInbound(partnership)) {
      needs.addReceiving(partnership);
    }
    return needs.missing;
  }

  private void addSending(PgpPolicy pgp) {
    pgp.encryptFor()
        .filter(alias -> keys.encrypting(alias, now).isEmpty())
        .ifPresent(
            alias ->
                missing.put(
                    PartnershipAttribute.PGP_ENCRYPT,
                    "an OpenPGP key to encrypt for in certs/%s/%s"
                        .formatted(alias, reasons(alias, CertificateUse.ENCRYPT))));
    pgp.signAs()
        .filter(alias -> keys.signing(alias, now).isEmpty())
        .ifPresent(
            alias ->
                missing.put(
                    PartnershipAttribute.PGP_SIGN,
                    "an OpenPGP key of ours to sign with in certs/%s/%s"
                        .formatted(alias, reasons(alias, CertificateUse.SIGN))));
  }

  private void addReceiving(Partnership partnership) {
    PgpPolicy pgp = partnership.pgp();
    boolean isEncrypted = pgp.required().contains(Protection.ENCRYPTED);
    if (isEncrypted && keys.decrypting(pgp.encryptFor(), now).isEmpty()) {
      missing.put(
          PartnershipAttribute.PGP_REQUIRE,
          "an OpenPGP key of ours to decrypt with"
              + pgp.encryptFor().map(alias -> " in certs/" + alias + "/").orElse("")
              + ": './as2 pgp new ALIAS' creates one");
    }
    Optional<String> signer = pgp.signAs().or(() -> partnership.sender().x509Alias());
    boolean isSigned = pgp.required().contains(Protection.SIGNED);
    if (isSigned && signer.filter(this::canVerify).isEmpty()) {
      missing.put(
          PartnershipAttribute.PGP_SIGN,
          "an OpenPGP key of the partner to verify with in certs/%s"
              .formatted(
                  signer
                      .map(alias -> alias + "/" + reasons(alias, CertificateUse.SIGN))
                      .orElse("")));
    }
  }

  private boolean canVerify(String alias) {
    return keys.entries(alias).stream().anyMatch(e -> e.serves(CertificateUse.SIGN, now));
  }

  /** Why those that are there do not serve, in brackets; how to get one if there are none. */
  private String reasons(String alias, CertificateUse use) {
    List<PgpEntry> there = keys.entries(alias);
    if (there.isEmpty()) {
      return use == CertificateUse.SIGN
          ? ": './as2 pgp new' creates ours, './as2 cert import' takes the partner's"
          : ": './as2 cert import %s FILE' takes it".formatted(alias);
    }
    return there.stream()
        .map(entry -> "'" + entry.key().name() + "' " + reason(entry, use))
        .limit(MOST_TOLD)
        .collect(Collectors.joining(", ", " (", ")"));
  }

  private String reason(PgpEntry entry, CertificateUse use) {
    if (entry.isRetired(now)) {
      return "is retired";
    }
    return entry
        .key()
        .refusal(use, now)
        .map(text -> "cannot be used: " + text)
        .orElse(
            entry
                .activeFrom()
                .filter(from -> from.isAfter(now))
                .map(from -> "is not used before " + from)
                .orElse("has no secret part here"));
  }
}
