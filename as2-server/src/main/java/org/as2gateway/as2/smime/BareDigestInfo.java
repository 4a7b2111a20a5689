package org.as2gateway.as2.smime;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import org.as2gateway.as2.wire.MicAlgorithm;

/**
 * RSA PKCS #1 v1.5 signatures whose DigestInfo lacks the NULL after the digest's identifier. Some
 * products make them; RFC 8017 §9.2 note 2 asks to accept them, native code does not. The expected
 * block is built whole and compared whole, so nothing of the signer's is parsed.
 */
final class BareDigestInfo {
  private static final int MIN_PADDING = 8;
  private static final byte SEQUENCE = 0x30;
  private static final byte OCTET_STRING = 0x04;

  /** Of enclosed keys, which are anybody's: a power with longer numbers would hold a thread. */
  private static final int MAX_BITS = 16384;

  private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(3);

  private BareDigestInfo() {}

  static boolean isSignature(MicAlgorithm digest, PublicKey key, byte[] signed, byte[] value) {
    if (!(key instanceof RSAPublicKey rsa)
        || rsa.getModulus().bitLength() > MAX_BITS
        || rsa.getPublicExponent().bitLength() > Long.SIZE
        || rsa.getPublicExponent().compareTo(LEAST_EXPONENT) < 0) {
      return false;
    }
    BigInteger signature = new BigInteger(1, value);
    int length = (rsa.getModulus().bitLength() + Byte.SIZE - 1) / Byte.SIZE;
    if (value.length != length || signature.compareTo(rsa.getModulus()) >= 0) {
      return false;
    }
    byte[] hash = CryptoProviders.shared().messageDigest(digest).digest(signed);
    byte[] expected = encodedMessage(digestInfo(digest, hash), length);
    BigInteger recovered = signature.modPow(rsa.getPublicExponent(), rsa.getModulus());
    return expected.length == length
        && MessageDigest.isEqual(expected, leftPadded(recovered, length));
  }

  private static byte[] digestInfo(MicAlgorithm digest, byte[] hash) {
    byte[] oid = encodedOid(digest);
    byte[] info = new byte[2 + 2 + oid.length + 2 + hash.length];
    info[0] = SEQUENCE;
    info[1] = (byte) (info.length - 2);
    info[2] = SEQUENCE;
    info[3] = (byte) oid.length;
    System.arraycopy(oid, 0, info, 4, oid.length);
    info[4 + oid.length] = OCTET_STRING;
    info[5 + oid.length] = (byte) hash.length;
    System.arraycopy(hash, 0, info, 6 + oid.length, hash.length);
    return info;
  }

  private static byte[] encodedOid(MicAlgorithm digest) {
    return HexFormat.of()
        .parseHex(
            switch (digest) {
              case MD5 -> "06082a864886f70d0205";
              case SHA1 -> "06052b0e03021a";
              case SHA256 -> "0609608648016503040201";
              case SHA384 -> "0609608648016503040202";
              case SHA512 -> "0609608648016503040203";
            });
  }

  /** {@code 00 01 FF … FF 00 info}; empty if the modulus is too short for it. */
  private static byte[] encodedMessage(byte[] info, int length) {
    if (info.length + 3 + MIN_PADDING > length) {
      return new byte[0];
    }
    byte[] message = new byte[length];
    Arrays.fill(message, (byte) 0xff);
    message[0] = 0;
    message[1] = 1;
    message[length - info.length - 1] = 0;
    System.arraycopy(info, 0, message, length - info.length, info.length);
    return message;
  }

  private static byte[] leftPadded(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] padded = new byte[length];
    int count = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - count, padded, length - count, count);
    return padded;
  }
}
