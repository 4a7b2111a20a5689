package org.as2gateway.admin.partners;

/** The headings under which settings are shown, in this order. */
public enum SettingGroup {
  IDENTITY("Identity", true),
  CONNECTION("Address and connection", true),
  SFTP("SFTP", false),
  PGP("OpenPGP", false),
  PDX("PDX (USPS)", false),
  SECURITY("Security (sign, encrypt, compress)", true),
  RECEIPTS("Receipts", true),
  LIMITS("Retries and limits", false),
  FILES("Files and folders", false),
  USPS("USPS", false),
  ADVANCED("Advanced", false);

  private final String label;
  private final boolean isUsual;

  SettingGroup(String label, boolean isUsual) {
    this.label = label;
    this.isUsual = isUsual;
  }

  /** The heading. */
  public String label() {
    return label;
  }

  /** Whether nearly every partnership sets something in it: it is open at first. */
  public boolean isUsual() {
    return isUsual;
  }
}
