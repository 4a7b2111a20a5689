package org.as2gateway.pgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.bcpg.S2K;
import org.bouncycastle.bcpg.SecretKeyPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.operator.PBESecretKeyDecryptor;
import org.jspecify.annotations.Nullable;

/** A key of our own, unlocked. Immutable; shows nothing of its secret part. */
public final class PgpOwnKey {
  private static final int MAX_ARGON_EXPONENT = 18; // 256 MiB

  private final PgpKey key;
  private final List<PGPKeyPair> pairs;

  private PgpOwnKey(PgpKey key, List<PGPKeyPair> pairs) {
    this.key = key;
    this.pairs = List.copyOf(pairs);
  }

  /** Opens a secret key with its pass phrase. */
  static PgpOwnKey unlock(PGPSecretKeyRing ring, char[] passPhrase) throws CertsException {
    List<PGPKeyPair> open = new ArrayList<>();
    for (PGPSecretKey secret : ring) {
      PGPKeyPair one = unlock(secret, passPhrase);
      if (one != null) { // a stub: the primary key is kept elsewhere, the subkeys are here
        open.add(one);
      }
    }
    if (open.isEmpty()) {
      throw new CertsException(
          "it contains no secret key, only stubs of keys on a card or elsewhere; export it with"
              + " 'gpg --export-secret-keys'");
    }
    return new PgpOwnKey(PgpKey.of(Keys.publicPart(ring)), open);
  }

  private static @Nullable PGPKeyPair unlock(PGPSecretKey secret, char[] passPhrase)
      throws CertsException {
    if (secret.isPrivateKeyEmpty()) {
      return null;
    }
    refuseCostly(secret.getS2K());
    try {
      return secret.extractKeyPair(isProtected(secret) ? Keys.decryptor(passPhrase) : null);
    } catch (PGPException | RuntimeException e) { // what parsers answer to a wrong pass phrase
      throw CertsException.ofWrongPassword("the pass phrase does not open it", e);
    }
  }

  private static boolean isProtected(PGPSecretKey secret) {
    return secret.getS2KUsage() != SecretKeyPacket.USAGE_NONE;
  }

  private static void refuseCostly(@Nullable S2K s2k) throws CertsException {
    if (s2k != null
        && s2k.getType() == S2K.ARGON_2
        && s2k.getMemorySizeExponent() > MAX_ARGON_EXPONENT) {
      throw new CertsException(
          "its pass phrase needs more than 256 MiB of memory; set it again with usual settings");
    }
  }

  /** The public part. */
  public PgpKey key() {
    return key;
  }

  /**
   * A secret key as text, protected with another pass phrase.
   *
   * @throws CertsException if the old pass phrase does not open it
   */
  static String protect(PGPSecretKeyRing ring, char[] before, char[] after) throws CertsException {
    try {
      List<PGPSecretKey> keys = new ArrayList<>();
      for (PGPSecretKey secret : ring) {
        refuseCostly(secret.getS2K());
        PBESecretKeyDecryptor old = isProtected(secret) ? Keys.decryptor(before) : null;
        keys.add(
            secret.isPrivateKeyEmpty()
                ? secret
                : PGPSecretKey.copyWithNewPassword(secret, old, Keys.encryptor(after)));
      }
      return toArmor(new PGPSecretKeyRing(keys));
    } catch (PGPException | RuntimeException e) { // what parsers answer to a wrong pass phrase
      throw CertsException.ofWrongPassword("the pass phrase does not open it", e);
    }
  }

  static String toArmor(PGPSecretKeyRing ring) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (ArmoredOutputStream armor = Keys.armor(text)) {
      ring.encode(armor);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return text.toString(StandardCharsets.US_ASCII);
  }

  /** All that decrypt for that id; every one for the id of nobody. */
  List<PGPKeyPair> decrypting(KeyIdentifier recipient) {
    return pairs.stream()
        .filter(pair -> pair.getPublicKey().isEncryptionKey())
        .filter(
            pair ->
                recipient.isWildcard()
                    || recipient.matchesExplicit(pair.getPublicKey().getKeyIdentifier()))
        .toList();
  }

  /** The pair that signs now. */
  Optional<PGPKeyPair> signing(Instant now) {
    return key.signingKey(now)
        .flatMap(
            signer ->
                pairs.stream().filter(pair -> pair.getKeyID() == signer.getKeyID()).findFirst());
  }

  @Override
  public String toString() {
    return "PgpOwnKey " + key; // never the secret
  }
}
