package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import org.as2gateway.as2.wire.ErrorWord;
import org.jspecify.annotations.Nullable;

/**
 * CBC content. The last block is given out in full if its padding is bad, and the damage told
 * behind it: all that is read, digested and verified in front is the same either way, and so is the
 * time that takes.
 */
final class CbcDecryptor extends ContentDecryptor {
  private final Cipher cipher;
  private final byte[] last;

  /** Octets of the last block seen so far: none at first, then a block. */
  private int lastLength;

  private boolean isPaddingBad;

  CbcDecryptor(InputStream encrypted, Cipher cipher) {
    super(encrypted);
    this.cipher = cipher;
    this.last = new byte[cipher.getBlockSize()];
  }

  @Override
  int update(byte[] octets, int length, byte[] target) throws GeneralSecurityException {
    System.arraycopy(last, 0, target, 0, lastLength);
    int count = lastLength + cipher.update(octets, 0, length, target, lastLength);
    if (count == lastLength) {
      return 0; // less than a block more
    }
    System.arraycopy(target, count - last.length, last, 0, last.length);
    lastLength = last.length;
    return count - last.length;
  }

  @Override
  int finish(byte[] target) throws GeneralSecurityException {
    cipher.doFinal(); // fails on a broken block, which anybody can count
    int padding = paddingLength();
    isPaddingBad = padding == 0;
    System.arraycopy(last, 0, target, 0, lastLength);
    return lastLength - padding;
  }

  @Override
  @Nullable IOException damageAtEnd() {
    return isPaddingBad
        ? new ContentException(
            ErrorWord.DECRYPTION_FAILED, "content does not decrypt: its padding is bad")
        : null;
  }

  /** How many octets of padding the last block has; 0 if it is none. Looks at every octet. */
  private int paddingLength() {
    if (lastLength == 0) {
      return 0;
    }
    int length = last[last.length - 1] & 0xff;
    int wrong = length == 0 || length > last.length ? 1 : 0;
    for (int i = 0; i < last.length; i++) {
      int isPadding = last.length - i <= length ? 0xff : 0;
      wrong |= isPadding & (last[i] ^ length);
    }
    return wrong == 0 ? length : 0;
  }
}
