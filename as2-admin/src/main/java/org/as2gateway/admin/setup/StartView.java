package org.as2gateway.admin.setup;

import java.util.List;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/**
 * Where a set-up begins or goes on.
 *
 * @param open those under way
 * @param incomplete partners in the registry that lack something
 * @param stations our stations
 * @param name as typed
 * @param as2Id the partner's, as known; blank if not
 * @param transport the one that was chosen
 * @param error why it did not begin
 */
public record StartView(
    List<Onboarding> open,
    List<String> incomplete,
    List<String> stations,
    String name,
    String as2Id,
    String transport,
    @Nullable String error) {
  /** Whether SFTP was chosen. */
  public boolean isSftp() {
    return transport.equals(TransportKind.SFTP.text());
  }
}
