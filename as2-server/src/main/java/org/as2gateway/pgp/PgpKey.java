package org.as2gateway.pgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.wire.PartnerText;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentSignature;

/**
 * A public key: a primary key with its user ids and subkeys. What it may do follows from its own
 * signatures, which are verified: flags, dates, revocations. Immutable.
 */
public final class PgpKey {
  private static final int KEY_ID_DIGITS = 16;
  private static final int MAX_NAME = 100;

  private final OpenPGPCertificate certificate;
  private final PGPPublicKeyRing ring;

  private PgpKey(PGPPublicKeyRing ring) {
    this.ring = ring;
    this.certificate = new OpenPGPCertificate(ring, Keys.IMPLEMENTATION, Keys.POLICY);
  }

  static PgpKey of(PGPPublicKeyRing ring) {
    return new PgpKey(ring);
  }

  /** The fingerprint of the primary key, lower-case hex. */
  public String fingerprint() {
    return HexFormat.of().formatHex(ring.getPublicKey().getFingerprint());
  }

  /** The ids of the primary key and all subkeys, as gpg shows them: 16 digits, upper case. */
  public List<String> keyIds() {
    return keys().map(key -> keyId(key.getKeyIdentifier().getKeyId())).toList();
  }

  static String keyId(long id) {
    return HexFormat.of().withUpperCase().toHexDigits(id, KEY_ID_DIGITS);
  }

  /** The first user id, cleaned and cut; the key id if there is none. */
  public String name() {
    return certificate.getAllUserIds().stream()
        .map(user -> PartnerText.clean(user.getUserId(), MAX_NAME))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElseGet(() -> keyId(ring.getPublicKey().getKeyID()));
  }

  /** The kinds of keys in it, such as {@code RSA 3072} or {@code Ed25519, X25519}. */
  public String algorithm() {
    return String.join(
        ", ", keys().map(key -> Keys.algorithm(key.getPGPPublicKey())).distinct().toList());
  }

  /** When the primary key was made. */
  public Instant created() {
    return certificate.getPrimaryKey().getCreationTime().toInstant();
  }

  /**
   * When it loses the first of its abilities, as seen at an instant; empty if none of them has an
   * end.
   */
  public Optional<Instant> expires(Instant now) {
    Optional<Instant> primary = end(certificate.getPrimaryKey(), now);
    return Stream.concat(
            primary.stream(), abilities().stream().flatMap(use -> end(use, now).stream()))
        .min(Comparator.naturalOrder());
  }

  /** The end of the last subkey for a use; empty if one of them has none. */
  private Optional<Instant> end(CertificateUse use, Instant now) {
    List<Optional<Instant>> ends =
        keys().filter(key -> isMeant(key, use)).map(key -> end(key, now)).toList();
    return ends.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : ends.stream().flatMap(Optional::stream).max(Comparator.naturalOrder());
  }

  private static Optional<Instant> end(OpenPGPComponentKey key, Instant now) {
    return Optional.ofNullable(key.getKeyExpirationDateAt(seen(key, now))).map(Date::toInstant);
  }

  /** A key of tomorrow is looked at as it will be then. */
  private static Date seen(OpenPGPComponentKey key, Instant now) {
    Instant made = key.getCreationTime().toInstant();
    return Date.from(now.isBefore(made) ? made : now);
  }

  /** Whether its owner revoked it. */
  public boolean isRevoked(Instant now) {
    return certificate.getPrimaryKey().getRevocation(seen(certificate.getPrimaryKey(), now))
        != null;
  }

  /** What it is made for, in force or not. */
  public Set<CertificateUse> abilities() {
    Set<CertificateUse> uses = EnumSet.noneOf(CertificateUse.class);
    for (CertificateUse use : CertificateUse.values()) {
      if (keys().anyMatch(key -> isMeant(key, use))) {
        uses.add(use);
      }
    }
    return uses;
  }

  /** As it stood last: what has expired was still made for its use. */
  private static boolean isMeant(OpenPGPComponentKey key, CertificateUse use) {
    OpenPGPComponentSignature latest = key.getLatestSelfSignature();
    if (latest == null) {
      return false;
    }
    Date then = latest.getCreationTime();
    return use == CertificateUse.SIGN ? key.isSigningKey(then) : key.isEncryptionKey(then);
  }

  /** Why it cannot be used for that now; empty if it can. */
  public Optional<String> refusal(CertificateUse use, Instant now) {
    if (isRevoked(now)) {
      return Optional.of("it was revoked by its owner; get the new key");
    }
    if (!(use == CertificateUse.SIGN ? signingKeys(now) : encryptionKeys(now)).isEmpty()) {
      return Optional.empty();
    }
    if (!abilities().contains(use)) {
      return Optional.of(
          "none of its keys is for "
              + (use == CertificateUse.SIGN ? "signing" : "encryption")
              + ", or is strong enough (RSA 2048 or a curve of 250 bits, self-signatures with"
              + " SHA-256)");
    }
    if (now.isBefore(created())) {
      return Optional.of("it is not valid before " + created());
    }
    return Optional.of(
        expires(now)
            .filter(at -> !at.isAfter(now))
            .map(at -> "it expired at " + at + "; get the new key")
            .orElse("the subkey for it was revoked or has no valid binding; get the new key"));
  }

  /** What it can do now. */
  public Set<CertificateUse> uses(Instant now) {
    Set<CertificateUse> uses = abilities();
    uses.removeIf(use -> refusal(use, now).isPresent());
    return uses;
  }

  /** The public key as text, to hand to a partner. */
  public String toArmor() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (ArmoredOutputStream armor = Keys.armor(text)) {
      ring.encode(armor);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return text.toString(StandardCharsets.US_ASCII);
  }

  /** The newest subkey to encrypt for, if any is in force. */
  Optional<PGPPublicKey> encryptionKey(Instant now) {
    return newest(encryptionKeys(now));
  }

  /** The newest key that may sign, if any is in force. */
  Optional<PGPPublicKey> signingKey(Instant now) {
    return newest(signingKeys(now));
  }

  private List<OpenPGPComponentKey> encryptionKeys(Instant now) {
    return isRevoked(now) ? List.of() : certificate.getEncryptionKeys(Date.from(now));
  }

  private List<OpenPGPComponentKey> signingKeys(Instant now) {
    return isRevoked(now) ? List.of() : certificate.getSigningKeys(Date.from(now));
  }

  private static Optional<PGPPublicKey> newest(List<OpenPGPComponentKey> keys) {
    return keys.stream()
        .map(OpenPGPComponentKey::getPGPPublicKey)
        .max(Comparator.comparing(PGPPublicKey::getCreationTime));
  }

  /** The key of that id, in force or not. */
  Optional<PGPPublicKey> component(KeyIdentifier id) {
    return Optional.ofNullable(ring.getPublicKey(id));
  }

  /** Whether that key of it may sign now. */
  boolean maySign(KeyIdentifier id, Instant now) {
    return signingKeys(now).stream().anyMatch(key -> key.getKeyIdentifier().matchesExplicit(id));
  }

  private Stream<OpenPGPComponentKey> keys() {
    return certificate.getKeys().stream();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PgpKey key && key.toArmor().equals(toArmor());
  }

  @Override
  public int hashCode() {
    return fingerprint().hashCode();
  }

  @Override
  public String toString() {
    return fingerprint();
  }
}
