package org.as2gateway.admin.setup;

import java.io.IOException;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.partnerships.EditRefused;

/** What a set-up writes into the registry, by its transport. */
interface RegistryEntries {
  /** Puts the partner and the way to it, for tests. Returns the name of the partnership. */
  String putOutbound(Actor who, Onboarding onboarding)
      throws EditRefused, CertsException, IOException;

  /** Makes what is there business. */
  void putLive(Actor who, Onboarding onboarding) throws EditRefused, IOException;

  /** Removes the way back, if it is there for tests only. */
  void removeTesting(Actor who, Onboarding onboarding) throws EditRefused, IOException;
}
