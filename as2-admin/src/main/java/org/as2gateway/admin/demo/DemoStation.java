package org.as2gateway.admin.demo;

/** The two sides of the demonstration. Neither exists. */
enum DemoStation {
  MAILER("demo-mailer", "DEMO MAILER"),
  /** Plays the part of USPS Data Transfer Services, with names and settings that are made up. */
  SYNTHETIC_DTS("synthetic-usps-dts", "SYNTHETIC USPS DTS");

  private final String partnerName;
  private final String as2Id;

  DemoStation(String partnerName, String as2Id) {
    this.partnerName = partnerName;
    this.as2Id = as2Id;
  }

  String partnerName() {
    return partnerName;
  }

  String as2Id() {
    return as2Id;
  }
}
