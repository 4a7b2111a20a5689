package org.as2gateway.registry.revocation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.as2gateway.config.GatewayConfig;

/**
 * What is known of the revocation of a certificate: the last answer of its issuer, and the last
 * attempt to get one.
 *
 * @param fingerprint of the certificate
 * @param state by the last answer
 * @param source OCSP or CRL and the URL; empty without an answer
 * @param thisUpdate from when the answer is
 * @param nextUpdate until when it counts
 * @param reason of the revocation; empty if none was given
 * @param revokedAt since when it is revoked
 * @param checkedAt when somebody was asked last
 * @param problem why the last attempt gave no answer, or why nobody can be asked; empty if it did
 * @param failingSince since when attempts give no answer
 */
public record RevocationStatus(
    String fingerprint,
    State state,
    String source,
    Optional<Instant> thisUpdate,
    Optional<Instant> nextUpdate,
    String reason,
    Optional<Instant> revokedAt,
    Instant checkedAt,
    String problem,
    Optional<Instant> failingSince) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

  /** What the issuer says. */
  public enum State {
    GOOD("not revoked"),
    REVOKED("revoked"),
    /** Nobody has answered so far. */
    UNKNOWN("not known"),
    /** It is self-signed, names nobody to ask, or its issuer is not known here. */
    NOT_CHECKABLE("not checkable");

    private final String label;

    State(String label) {
      this.label = label;
    }

    /** For people. */
    public String label() {
      return label;
    }

    /** The spelling of the API and the database. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads the spelling of the API. */
    public static Optional<State> parse(String text) {
      return Arrays.stream(values()).filter(state -> state.text().equals(text)).findFirst();
    }
  }

  static RevocationStatus notCheckable(String fingerprint, String why, Instant now) {
    return new RevocationStatus(
        fingerprint,
        State.NOT_CHECKABLE,
        "",
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.empty(),
        now,
        why,
        Optional.empty());
  }

  static RevocationStatus answered(String fingerprint, RevocationAnswer answer, Instant now) {
    return new RevocationStatus(
        fingerprint,
        answer.revocation().isPresent() ? State.REVOKED : State.GOOD,
        answer.source(),
        Optional.of(answer.thisUpdate()),
        Optional.of(answer.nextUpdate()),
        answer.revocation().map(RevocationAnswer.Revocation::reason).orElse(""),
        answer.revocation().map(RevocationAnswer.Revocation::at),
        now,
        "",
        Optional.empty());
  }

  static RevocationStatus unanswered(String fingerprint, String why, Instant now) {
    return new RevocationStatus(
        fingerprint,
        State.UNKNOWN,
        "",
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.empty(),
        now,
        why,
        Optional.of(now));
  }

  /** The same answer after an attempt that gave none. */
  RevocationStatus failing(String why, Instant now) {
    return new RevocationStatus(
        fingerprint,
        state,
        source,
        thisUpdate,
        nextUpdate,
        reason,
        revokedAt,
        now,
        why,
        Optional.of(failingSince.orElse(now)));
  }

  /** Whether it is known to be revoked then. */
  public boolean isRevokedAt(Instant at) {
    return state == State.REVOKED && !at.isBefore(revokedAt.orElse(Instant.MIN));
  }

  /** Whether somebody should vouch for it then and nobody does. */
  public boolean isUnvouchedAt(Instant at) {
    return state == State.UNKNOWN
        || (state == State.GOOD && nextUpdate.filter(until -> !until.isBefore(at)).isEmpty());
  }

  /** Why it must not be used then, as a verb phrase; empty if it may. */
  Optional<String> stop(GatewayConfig.Revocation mode, Instant at) {
    if (mode == GatewayConfig.Revocation.OFF) {
      return Optional.empty();
    }
    if (isRevokedAt(at)) {
      return Optional.of(revocationText());
    }
    return mode == GatewayConfig.Revocation.HARD && isUnvouchedAt(at)
        ? Optional.of("could not be checked for revocation (" + problem + ")")
        : Optional.empty();
  }

  private String revocationText() {
    return "was revoked"
        + revokedAt.map(at -> " on " + DAY.format(at)).orElse("")
        + (reason.isEmpty() ? "" : " (" + reason + ")");
  }

  /** In a few words, for people. */
  public String summary() {
    return switch (state) {
      case GOOD -> problem.isEmpty() ? "not revoked" : "not revoked; last check failed: " + problem;
      case REVOKED -> revocationText();
      case UNKNOWN -> "not known: " + problem;
      case NOT_CHECKABLE -> "not checkable: " + problem;
    };
  }
}
