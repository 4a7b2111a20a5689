package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import org.as2gateway.as2.wire.ErrorWord;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts content octets as they are read, 64 KiB at a time. Ends in {@link #finish}; damage found
 * there is told by the read behind the last octet, never earlier: an answer settled by what stands
 * in front must not depend on the padding, or it would tell whether a forged last block decrypts
 * well (protocol.md §1).
 */
abstract class ContentDecryptor extends InputStream {
  private final InputStream encrypted;
  private final byte[] input = new byte[BufferedSource.BUFFER_BYTES];
  private final byte[] plain = new byte[BufferedSource.BUFFER_BYTES + 64];
  private int position;
  private int limit;
  private boolean isFinished;
  private @Nullable IOException damage;

  ContentDecryptor(InputStream encrypted) {
    this.encrypted = encrypted;
  }

  /** Decrypts a block; returns how many octets of plaintext it gave. */
  abstract int update(byte[] octets, int length, byte[] target) throws GeneralSecurityException;

  /** Called once at the end of the content; returns how many octets of plaintext are left. */
  abstract int finish(byte[] target) throws GeneralSecurityException, IOException;

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (position == limit) {
      if (damage != null) {
        throw damage;
      }
      if (isFinished) {
        return -1;
      }
      decryptMore();
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(plain, position, target, offset, count);
    position += count;
    return count;
  }

  private void decryptMore() throws IOException {
    position = 0;
    limit = 0;
    int filled = 0;
    int count = 0;
    while (filled < input.length
        && (count = encrypted.read(input, filled, input.length - filled)) > 0) {
      filled += count; // sources give small pieces; the cipher wants large ones
    }
    try {
      if (filled > 0) {
        limit = update(input, filled, plain);
      }
    } catch (GeneralSecurityException e) {
      throw undecryptable(e);
    }
    if (count < 0) {
      end();
    }
  }

  private void end() {
    isFinished = true;
    byte[] rest = new byte[64];
    try {
      int restLength = finish(rest);
      System.arraycopy(rest, 0, plain, limit, restLength);
      limit += restLength;
      damage = damageAtEnd();
    } catch (GeneralSecurityException e) {
      damage = undecryptable(e);
    } catch (IOException e) {
      damage = e;
    }
  }

  private static ContentException undecryptable(GeneralSecurityException e) {
    return new ContentException(
        ErrorWord.DECRYPTION_FAILED, "content does not decrypt: " + e.getMessage(), e);
  }

  /** Damage that {@link #finish} met and that did not keep it from giving out the plaintext. */
  @Nullable IOException damageAtEnd() {
    return null;
  }

  /** CBC with PKCS #7 padding (RFC 3565, RFC 3370 §5.1), by a cipher that leaves it alone. */
  static ContentDecryptor cbc(InputStream encrypted, Cipher cipher) {
    return new CbcDecryptor(encrypted, cipher);
  }

  /** Tells at the end of GCM content what the message says of it. */
  interface Trailer {
    /** The tag, checked by the caller in constant time; reads the rest of the envelope. */
    Tag read() throws IOException;
  }

  /**
   * What stands behind GCM content.
   *
   * @param mac the authentication tag
   * @param aad DER of the authenticated attributes as SET OF; null if there are none
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one call only
  record Tag(byte[] mac, byte @Nullable [] aad) {}

  /** AES-GCM that streams (RFC 5084): see {@link GcmState}. */
  static ContentDecryptor gcm(InputStream encrypted, GcmState state, Trailer trailer) {
    return new ContentDecryptor(encrypted) {
      @Override
      int update(byte[] octets, int length, byte[] target) throws GeneralSecurityException {
        return state.decrypt(octets, length, target);
      }

      @Override
      int finish(byte[] target) throws GeneralSecurityException, IOException {
        Tag tag = trailer.read();
        if (!state.isTagOf(tag)) {
          throw new ContentException(ErrorWord.DECRYPTION_FAILED, "authentication tag is wrong");
        }
        return 0;
      }
    };
  }
}
