package org.as2gateway.admin.registry;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Attributes of {@code partnerships.xml} that hold passwords of other programs. They have no effect
 * here and are shown to nobody: not on pages, in answers, exports or the audit log.
 */
public final class SecretAttributes {
  private SecretAttributes() {}

  /** Whether an attribute of that name holds a secret. */
  public static boolean isSecret(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    return plain.contains("password") || plain.contains("passwd") || plain.contains("secret");
  }

  /** The attributes that may be shown. */
  public static Map<String, String> shown(Map<String, String> attributes) {
    Map<String, String> shown = new LinkedHashMap<>(attributes);
    shown.keySet().removeIf(SecretAttributes::isSecret);
    return shown;
  }

  /** Adds the secrets of an entry to what somebody sends back who was not shown them. */
  public static void keep(Map<String, String> before, Map<String, String> after) {
    before.forEach(
        (name, value) -> {
          if (isSecret(name)) {
            after.putIfAbsent(name, value);
          }
        });
  }
}
