package org.as2gateway.registry.partnerships;

import java.time.Duration;
import java.util.Optional;

/**
 * What the files of a partnership have to do with USPS.
 *
 * @param role what its files are; empty if they have nothing to do with USPS
 * @param preflight what the check of a manifest stops
 * @param confirmTime how long after its receipt a confirmation is waited for
 * @param scanTime how long after its mailing date a scan is waited for
 * @param isCorrectionType4 whether a correction that the gateway builds gets file type 4; else it
 *     keeps the type of the file it corrects
 */
public record UspsPolicy(
    Optional<Role> role,
    Preflight preflight,
    Duration confirmTime,
    Duration scanTime,
    boolean isCorrectionType4) {
  /** Nothing to do with USPS. */
  public static final UspsPolicy NONE =
      new UspsPolicy(
          Optional.empty(), Preflight.HOLD, Duration.ofHours(3), Duration.ofDays(2), false);

  /** What the files of a partnership are. */
  public enum Role {
    /** Sending: manifests. */
    MANIFESTS,
    /** Receiving: confirmations and extracts. */
    ANSWERS;

    static Optional<Role> parse(String text) {
      return EnumText.find(values(), text);
    }
  }

  /** What the check of a manifest stops. */
  public enum Preflight {
    /** What would likely be refused. */
    BLOCK,
    /** That, and what a person should look at first. */
    HOLD,
    /** Nothing; what was found is kept with the message. */
    WARN,
    /** Nothing is checked. */
    OFF;

    static Optional<Preflight> parse(String text) {
      return EnumText.find(values(), text);
    }
  }

  /** Whether manifests are sent on the partnership. */
  public boolean isForManifests() {
    return role.filter(Role.MANIFESTS::equals).isPresent();
  }

  /** Whether confirmations and extracts are received on the partnership. */
  public boolean isForAnswers() {
    return role.filter(Role.ANSWERS::equals).isPresent();
  }
}
