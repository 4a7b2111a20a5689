package org.as2gateway.admin.partners;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.Severity;

/**
 * How far a partner is, as every page shows it. This is the one place that decides.
 *
 * @param kind the state
 * @param details what is missing, what failed, or what else to know; may be empty
 */
public record PartnerState(Kind kind, List<String> details) {
  /** The states. */
  public enum Kind {
    /** Somebody is at its setup, and its files are not accepted yet. */
    BEING_SET_UP("being set up", Severity.INFO),
    /** Its files are accepted, and marked as tests. */
    TESTING("testing", Severity.INFO),
    /** Nothing is in the way. */
    READY("ready", Severity.GOOD),
    /** An operator has stopped what we send. */
    ON_HOLD("on hold", Severity.WARN),
    /** The last attempts to send did not reach it. */
    UNREACHABLE("unreachable", Severity.BAD),
    /** Something is missing, and nobody is at its setup. */
    INCOMPLETE("incomplete", Severity.WARN);

    private final String label;
    private final Severity severity;

    Kind(String label, Severity severity) {
      this.label = label;
      this.severity = severity;
    }

    /** For people. */
    public String label() {
      return label;
    }

    /** How serious it is. */
    public Severity severity() {
      return severity;
    }
  }

  /**
   * What is known.
   *
   * @param missing what its partnerships lack
   * @param isBeingSetUp whether its setup is under way
   * @param isTesting whether its files are accepted as tests
   * @param isOnHold whether sending is stopped
   * @param connectionError why the last attempt did not reach it; empty if it did
   * @param isOneWay whether it only sends or only receives
   */
  record Facts(
      List<String> missing,
      boolean isBeingSetUp,
      boolean isTesting,
      boolean isOnHold,
      Optional<String> connectionError,
      boolean isOneWay) {}

  /** Copies the list. */
  public PartnerState {
    details = List.copyOf(details);
  }

  /** Decides. */
  static PartnerState of(Facts facts) {
    if (!facts.isBeingSetUp() && !facts.missing().isEmpty()) {
      return new PartnerState(Kind.INCOMPLETE, facts.missing());
    }
    if (facts.isTesting() || facts.isBeingSetUp()) {
      List<String> details = new ArrayList<>(facts.missing());
      facts.connectionError().ifPresent(details::add);
      return new PartnerState(facts.isTesting() ? Kind.TESTING : Kind.BEING_SET_UP, details);
    }
    if (facts.isOnHold()) {
      return new PartnerState(Kind.ON_HOLD, List.of());
    }
    if (facts.connectionError().isPresent()) {
      return new PartnerState(Kind.UNREACHABLE, List.of(facts.connectionError().get()));
    }
    return new PartnerState(
        Kind.READY, facts.isOneWay() ? List.of("one direction only") : List.of());
  }

  /** The first detail, and how many more there are; blank if there is none. */
  public String summary() {
    if (details.isEmpty()) {
      return "";
    }
    return details.size() == 1
        ? details.get(0)
        : details.get(0) + " and " + (details.size() - 1) + " more";
  }
}
