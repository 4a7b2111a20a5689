package org.as2gateway.people.accounts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do; each role includes those before it. */
public enum Role {
  /** Looks at everything but payloads. */
  VIEWER,
  /** Sends, resends, cancels, opens payloads. */
  OPERATOR,
  /** Changes partners, partnerships and certificates. */
  PARTNER_MANAGER,
  /** Changes users and tokens, reads the audit log. */
  ADMINISTRATOR;

  /** The spelling of the API. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The spelling for people. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Whether one of this role may do what the other may. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** Reads the spelling of the API. */
  public static Optional<Role> parse(String text) {
    return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
  }
}
