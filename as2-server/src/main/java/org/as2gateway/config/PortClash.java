package org.as2gateway.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.config.GatewayConfig.Listener;

/** Finds two listeners that want one port, before the second fails to bind it. */
final class PortClash {
  private PortClash() {}

  static Optional<String> find(GatewayConfig config) {
    Map<String, Listener> seen = new LinkedHashMap<>();
    Map<String, Listener> all = new LinkedHashMap<>();
    all.put("as2.http", config.as2().http());
    all.put("as2.https", config.as2().https());
    all.put("admin", config.admin());
    all.put("sftp", config.sftp().listener());
    for (Map.Entry<String, Listener> entry : all.entrySet()) {
      Listener listener = entry.getValue();
      if (!listener.isEnabled() || listener.port() == 0) {
        continue;
      }
      for (Map.Entry<String, Listener> other : seen.entrySet()) {
        if (isSame(listener, other.getValue())) {
          return Optional.of(text(other.getKey(), entry.getKey(), listener.port()));
        }
      }
      seen.put(entry.getKey(), listener);
    }
    return Optional.empty();
  }

  private static String text(String one, String other, int port) {
    return "wants port "
        + port
        + " twice: '"
        + one
        + "' and '"
        + other
        + "', expected a different port for each";
  }

  private static boolean isSame(Listener one, Listener other) {
    boolean isSameHost =
        one.host().equalsIgnoreCase(other.host())
            || BindHost.isWildcard(one.host())
            || BindHost.isWildcard(other.host());
    return isSameHost && one.port() == other.port();
  }
}
