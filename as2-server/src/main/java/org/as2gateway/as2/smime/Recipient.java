package org.as2gateway.as2.smime;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSException;

/**
 * A RecipientInfo that is for one of our keys.
 *
 * @param encryptedKey the encrypted content key, without leading zeros, which RSA does not see
 * @param unwrapping takes the content key out of it
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call only
record Recipient(byte[] encryptedKey, Unwrapping unwrapping) {

  /** The use of our private key. */
  @FunctionalInterface
  interface Unwrapping {
    byte[] contentKey(AlgorithmIdentifier contentAlgorithm)
        throws GeneralSecurityException, CMSException, IOException;
  }

  Recipient {
    int start = 0;
    while (start < encryptedKey.length && encryptedKey[start] == 0) {
      start++;
    }
    encryptedKey = java.util.Arrays.copyOfRange(encryptedKey, start, encryptedKey.length);
  }
}
