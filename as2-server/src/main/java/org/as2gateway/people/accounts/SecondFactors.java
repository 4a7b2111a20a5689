package org.as2gateway.people.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One-time codes of users, and sign-ins that wait for one. Takes part in transactions. */
interface SecondFactors {
  /**
   * What a user's codes are made of.
   *
   * @param secret Base32
   * @param isOn whether sign-in asks for a code
   * @param lastStep the last time step whose code was used
   */
  record Kept(String secret, boolean isOn, long lastStep) {
    @Override
    public String toString() {
      return "Kept[" + isOn + "]"; // never the secret
    }
  }

  Optional<Kept> find(String user);

  /** Users whose sign-in asks for a code. */
  Set<String> users();

  /** Keeps a secret that does not count yet, in place of any other. */
  void begin(String user, String secret);

  /** Makes it count. */
  void confirm(String user, Instant at);

  /** Takes the code of a step; false if that or a later one was taken before. */
  boolean take(String user, long step);

  void setRecoveryCodes(String user, List<String> digests);

  /** Takes a recovery code; false if there is no such one. */
  boolean takeRecoveryCode(String user, String digest);

  int countRecoveryCodes(String user);

  /** Forgets secret and recovery codes. */
  void remove(String user);

  void addTicket(String digest, String user, Instant at);

  /** Whose sign-in waits, if it began after that. */
  Optional<String> ticket(String digest, Instant createdAfter);

  void removeTickets(String user);

  void removeTicketsBefore(Instant createdBefore);
}
