package org.as2gateway.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.as2gateway.as2.smime.CryptoProviders;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.KeyTransport;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;

/**
 * The cryptography alone of receiving one 10 KB message: unwrap its key, decrypt, digest twice,
 * verify the signature, sign the MDN. What a machine needs for it, at this moment and under this
 * load, is the measure of all other figures of a run.
 */
final class Primitives {
  private static final int ROUNDS = 5;
  private static final int MESSAGES = 500;
  private static final int PAYLOAD = 10_000;
  private static final int AES_KEY = 32;
  private static final int AES_BLOCK = 16;

  private final CryptoProviders providers = CryptoProviders.shared();
  private final Keys keys;
  private final PrivateKey own;
  private final byte[] content = new byte[PAYLOAD];
  private final byte[] wrappedKey;
  private final byte[] encrypted;
  private final byte[] signature;

  Primitives(Keys keys) throws GeneralSecurityException {
    this.keys = keys;
    this.own = providers.importPrivateKey(keys.own().privateKey());
    Cipher wrap = providers.keyTransportCipher(KeyTransport.RSA_PKCS1);
    wrap.init(Cipher.ENCRYPT_MODE, keys.own().certificate().getPublicKey());
    this.wrappedKey = wrap.doFinal(new byte[AES_KEY]);
    this.encrypted = aes(Cipher.ENCRYPT_MODE).doFinal(content);
    Signature signing = providers.signing(SignatureAlgorithm.SHA256, keys.partner().privateKey());
    signing.update(content);
    this.signature = signing.sign();
  }

  /** Median processor time of one message in milliseconds, after a warm-up. */
  double cpuMillis() throws GeneralSecurityException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] millis = new double[ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      long start = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < MESSAGES; i++) {
        receiveOne();
      }
      if (round >= 0) {
        millis[round] = (threads.getCurrentThreadCpuTime() - start) / 1e6 / MESSAGES;
      }
    }
    Arrays.sort(millis);
    return millis[ROUNDS / 2];
  }

  private void receiveOne() throws GeneralSecurityException {
    Cipher unwrap = providers.keyTransportCipher(KeyTransport.RSA_PKCS1);
    unwrap.init(Cipher.DECRYPT_MODE, own);
    byte[] plain = aes(Cipher.DECRYPT_MODE, unwrap.doFinal(wrappedKey)).doFinal(encrypted);
    MessageDigest mic = providers.messageDigest(MicAlgorithm.SHA256);
    MessageDigest payload = providers.messageDigest(MicAlgorithm.SHA256);
    byte[] digest = mic.digest(plain);
    payload.update(plain);
    Signature verifying =
        providers.verifying(SignatureAlgorithm.SHA256, keys.partner().certificate().getPublicKey());
    verifying.update(plain);
    if (!verifying.verify(signature)) {
      throw new GeneralSecurityException("a signature of our own does not verify");
    }
    Signature signing = providers.signing(SignatureAlgorithm.SHA256, keys.own().privateKey());
    signing.update(digest);
    signing.update(payload.digest());
    signing.sign();
  }

  private Cipher aes(int mode) throws GeneralSecurityException {
    return aes(mode, new byte[AES_KEY]);
  }

  private Cipher aes(int mode, byte[] key) throws GeneralSecurityException {
    Cipher cipher = providers.contentCipher(EncryptionAlgorithm.AES256_CBC);
    cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[AES_BLOCK]));
    return cipher;
  }
}
