package org.as2gateway.admin.demo;

/** The two sides of the demonstration. Neither exists. */
enum DemoStation {
  MAILER("demo-mailer", "DEMO MAILER", "manifests"),
  /** Plays the part of USPS Data Transfer Services, with names and settings that are made up. */
  SYNTHETIC_DTS("synthetic-usps-dts", "SYNTHETIC USPS DTS", "answers");

  private final String partnerName;
  private final String as2Id;
  private final String usps;

  DemoStation(String partnerName, String as2Id, String usps) {
    this.partnerName = partnerName;
    this.as2Id = as2Id;
    this.usps = usps;
  }

  /** What it sends, as {@code gw.usps} has it. */
  String usps() {
    return usps;
  }

  String partnerName() {
    return partnerName;
  }

  String as2Id() {
    return as2Id;
  }
}
