package org.as2gateway.registry.certs;

import java.util.Locale;
import java.util.regex.Pattern;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.PartnerText;

/** Names of folders under {@code certs/}. */
final class AliasName {
  /** The listener's own key lies there; no partner's alias. */
  static final String TLS = "tls";

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@ -]{0,99}");

  private static final int MAX_SHOWN = 100;

  private AliasName() {}

  /** Refuses what is no safe folder name, and the reserved one. */
  static String check(String alias) throws CertsException {
    if (!SAFE.matcher(alias).matches() || alias.endsWith(".") || alias.endsWith(" ")) {
      throw new CertsException(
          "alias %s is not a valid folder name, expected letters, digits and '._@-', not first '.' or"
                  .formatted(PartnerText.quote(alias, MAX_SHOWN))
              + " '-'");
    }
    if (isReserved(alias)) {
      throw new CertsException(
          "alias 'tls' is reserved for the listener's own key, expected another name");
    }
    return alias;
  }

  static boolean isReserved(String alias) {
    return alias.toLowerCase(Locale.ROOT).equals(TLS);
  }
}
