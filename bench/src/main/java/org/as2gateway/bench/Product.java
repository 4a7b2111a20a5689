package org.as2gateway.bench;

import java.util.List;
import java.util.Map;

/** What is measured, started as its users would start it. */
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

  /** The gateway's are those of its launcher {@code ./as2}; a library has none. */
  List<String> jvmOptions() {
    return this == GATEWAY ? List.of("-XX:+UseSerialGC") : List.of();
  }

  /** Set as the launcher sets it. */
  Map<String, String> environment() {
    return this == GATEWAY ? Map.of("MALLOC_ARENA_MAX", "2") : Map.of();
  }
}
