package org.as2gateway.people.accounts;

import java.util.Optional;
import java.util.Set;

/** Accounts of people for whom a provider vouches. Calls take part in the transaction around. */
interface ExternalUsers {
  /** Name of the account. */
  Optional<String> find(String issuer, String subject);

  void add(String issuer, String subject, String user);

  /** Names of all such accounts. */
  Set<String> users();

  void remove(String user);
}
