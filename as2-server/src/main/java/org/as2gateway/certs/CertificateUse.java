package org.as2gateway.certs;

/** What a certificate may serve for, as the line {@code use: sign, encrypt} of its file says. */
public enum CertificateUse {
  SIGN,
  ENCRYPT
}
