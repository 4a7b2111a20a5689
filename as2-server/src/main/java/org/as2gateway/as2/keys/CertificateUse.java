package org.as2gateway.as2.keys;

/** What a certificate may serve for, as the line {@code use: sign, encrypt} of its file says. */
public enum CertificateUse {
  SIGN("signing"),
  ENCRYPT("encryption");

  private final String activity;

  CertificateUse(String activity) {
    this.activity = activity;
  }

  /** For sentences: {@code signing}, {@code encryption}. */
  public String activity() {
    return activity;
  }
}
