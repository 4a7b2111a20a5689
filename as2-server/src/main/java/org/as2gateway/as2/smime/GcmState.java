package org.as2gateway.as2.smime;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.bouncycastle.crypto.modes.gcm.GCMUtil;

/**
 * AES-GCM decryption in constant memory. The JDK's cipher gives no plaintext before the tag is
 * checked, so content is decrypted in counter mode, and the recovered plaintext is encrypted again
 * in GCM to compute the tag (NIST SP 800-38D). Attributes that are authenticated too follow the
 * content in CMS (RFC 5083 §2.1) though GCM takes them first; GHASH is linear, so their share is
 * added to the tag afterwards. Nonces are 96 bits, the one length RFC 5084 recommends and the only
 * one seen in the field.
 */
final class GcmState {
  static final int NONCE_BYTES = 12;
  private static final int BLOCK = 16;
  private static final int TAG_BITS = 128;

  /** RFC 5084 §3.2 allows no shorter tag. */
  private static final int SHORTEST_TAG = 12;

  private final Cipher counter;
  private final Cipher retag;
  private final int tagBytes;
  private final byte[] hashKey;
  private final byte[] discarded = new byte[BufferedSource.BUFFER_BYTES + 64];
  private long contentBytes;

  /**
   * The state before the first octet.
   *
   * @param tagBytes the length of the tag that the message announces, aes-ICVlen
   */
  GcmState(byte[] key, byte[] nonce, int tagBytes, CryptoProviders providers)
      throws GeneralSecurityException {
    this.tagBytes = tagBytes;
    SecretKeySpec aes = new SecretKeySpec(key, "AES");
    byte[] start = Arrays.copyOf(nonce, BLOCK);
    start[BLOCK - 1] = 2; // counter 1 masks the tag, content starts at 2
    counter = providers.counterCipher();
    counter.init(Cipher.DECRYPT_MODE, aes, new IvParameterSpec(start));
    retag = providers.contentCipher(EncryptionAlgorithm.AES256_GCM);
    retag.init(Cipher.ENCRYPT_MODE, aes, new GCMParameterSpec(TAG_BITS, nonce));
    hashKey = encryptZeroBlock(aes, providers);
  }

  /**
   * The hash key H: a block of zeros, encrypted. Counter mode from a zero counter over zeros gives
   * just that.
   */
  private static byte[] encryptZeroBlock(SecretKeySpec aes, CryptoProviders providers)
      throws GeneralSecurityException {
    Cipher block = providers.counterCipher();
    block.init(Cipher.ENCRYPT_MODE, aes, new IvParameterSpec(new byte[BLOCK]));
    return block.doFinal(new byte[BLOCK]);
  }

  int decrypt(byte[] octets, int length, byte[] target) throws GeneralSecurityException {
    int count = counter.update(octets, 0, length, target, 0);
    int passed = retag.update(target, 0, count, discarded, 0);
    contentBytes += count;
    if (passed > discarded.length) {
      throw new IllegalStateException("cipher returned more than it was given");
    }
    return count;
  }

  /**
   * Whether the tag has the announced length, 12 to 16 octets, and is that of all content decrypted
   * so far; compared in constant time. A shorter one than announced would be easier to forge.
   */
  boolean isTagOf(ContentDecryptor.Tag tag) throws GeneralSecurityException {
    byte[] last = retag.doFinal();
    byte[] expected = Arrays.copyOfRange(last, last.length - BLOCK, last.length);
    byte[] aad = tag.aad();
    if (aad != null) {
      GCMUtil.xor(expected, shareOf(aad));
    }
    byte[] mac = tag.mac();
    return mac.length == tagBytes
        && tagBytes >= SHORTEST_TAG
        && tagBytes <= BLOCK
        && MessageDigest.isEqual(Arrays.copyOf(expected, mac.length), mac);
  }

  /**
   * What additional data A adds to GHASH of content of n blocks: GHASH(A)·H^n·H for the blocks, and
   * its length in bits in the upper half of the last block, times H.
   */
  private byte[] shareOf(byte[] aad) {
    byte[] share = new byte[BLOCK];
    for (int i = 0; i < aad.length; i += BLOCK) {
      GCMUtil.xor(
          share, Arrays.copyOf(Arrays.copyOfRange(aad, i, Math.min(aad.length, i + BLOCK)), BLOCK));
      GCMUtil.multiply(share, hashKey);
    }
    GCMUtil.multiply(share, power(hashKey, (contentBytes + BLOCK - 1) / BLOCK));
    byte[] lengths = ByteBuffer.allocate(BLOCK).putLong(aad.length * 8L).array();
    GCMUtil.xor(share, lengths);
    GCMUtil.multiply(share, hashKey);
    return share;
  }

  private static byte[] power(byte[] base, long exponent) {
    byte[] result = GCMUtil.oneAsBytes();
    byte[] square = base.clone();
    for (long left = exponent; left > 0; left >>= 1) {
      if ((left & 1) == 1) {
        GCMUtil.multiply(result, square);
      }
      byte[] factor = square.clone();
      GCMUtil.multiply(square, factor);
    }
    return result;
  }
}
