package org.as2gateway.people.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Accounts. Calls take part in the transaction around them. Safe for many threads. */
interface Users {
  List<User> all();

  Optional<User> find(String name);

  Optional<String> password(String name);

  /** Returns false if the name is taken. */
  boolean add(User user, String password);

  void change(User user);

  void setPassword(String name, String password);

  void signedIn(String name, Instant at);

  void remove(String name);
}
