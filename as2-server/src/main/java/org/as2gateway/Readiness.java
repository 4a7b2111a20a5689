package org.as2gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.store.db.DatabaseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a gateway can accept messages, and how much room it has for them. */
final class Readiness {
  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

  private final GatewayParts parts;

  Readiness(GatewayParts parts) {
    this.parts = parts;
  }

  /** What keeps the gateway from accepting messages now; empty if it is ready. */
  List<String> notReadyReasons() {
    List<String> reasons = new ArrayList<>();
    if (parts.server().isEmpty()) {
      reasons.add("the listeners are not open");
    }
    try {
      parts.files().requireWritable();
    } catch (IOException e) {
      reasons.add(String.valueOf(e.getMessage()));
    }
    try {
      parts.messages().countOpen(""); // asks little, and the database all the same
    } catch (DatabaseException e) {
      LOG.warn("the database does not respond: {}", e.getMessage());
      reasons.add("the database does not respond");
    }
    return List.copyOf(reasons);
  }

  /** Room on the disk; none if it cannot be told. */
  DiskSpace disk(long reserveBytes) {
    try {
      return new DiskSpace(parts.files().freeBytes(), reserveBytes);
    } catch (IOException e) {
      LOG.warn("{}", e.getMessage());
      return new DiskSpace(0, reserveBytes);
    }
  }
}
