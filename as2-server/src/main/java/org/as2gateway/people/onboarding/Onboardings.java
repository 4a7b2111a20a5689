package org.as2gateway.people.onboarding;

import java.util.List;
import java.util.Optional;

/** Keeps what is known of partners on their way. Safe for many threads. */
public interface Onboardings {
  /** Adds one, or replaces the one of that id. */
  void put(Onboarding onboarding);

  /** The one of that id. */
  Optional<Onboarding> find(String id);

  /** Those under way, newest first. */
  List<Onboarding> open();

  /** Forgets one. */
  void remove(String id);
}
