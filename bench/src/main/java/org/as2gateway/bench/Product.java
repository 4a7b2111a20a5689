package org.as2gateway.bench;

/** What is measured. */
enum Product {
  GATEWAY("gateway"),
  AS2_LIB("as2-lib");

  private final String title;

  Product(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
