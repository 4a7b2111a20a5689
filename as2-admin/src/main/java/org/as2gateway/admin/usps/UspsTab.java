package org.as2gateway.admin.usps;

/** The pages of the USPS desk, in the order of their tabs. A page gets its line here. */
public enum UspsTab {
  /** What needs a person, and all files. */
  BOARD("Board", "/usps"),
  /** A check without sending. */
  CHECK("Check a file", "/usps/check"),
  /** Confirmations and errors that came. */
  ANSWERS("Answers", "/usps/answers"),
  /** What became of pieces. */
  SCANS("Scans", "/usps/scans"),
  /** How answers are read. */
  PROFILES("Profiles", "/usps/profiles"),
  /** Layouts, codes and mailer IDs. */
  TABLES("Tables", "/usps/tables");

  private final String label;
  private final String path;

  UspsTab(String label, String path) {
    this.label = label;
    this.path = path;
  }

  /** What it is called. */
  public String label() {
    return label;
  }

  /** Where it is. */
  public String path() {
    return path;
  }
}
