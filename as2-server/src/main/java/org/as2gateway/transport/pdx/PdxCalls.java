package org.as2gateway.transport.pdx;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.transport.pdx.JdbcPdxAccounts.State;
import org.as2gateway.transport.pdx.PdxFailure.Kind;

/**
 * Calls of an account, whose results are noted. After a refused sign-in there is none for a while,
 * unless the file has changed: who tries a wrong password again and again gets locked out. Safe for
 * many threads.
 */
public final class PdxCalls {
  /** How long a sign-in that was refused is not tried again. */
  static final Duration AFTER_REFUSAL = Duration.ofHours(6);

  /** What says nothing about the account. */
  private static final Set<Kind> OWN =
      Set.of(Kind.BUDGET_USED_UP, Kind.FILE_CHANGED, Kind.TOO_LARGE, Kind.LOGIN_MISSING);

  private final PdxClient client;
  private final JdbcPdxAccounts states;
  private final Clock clock;

  /** Calls by that client, noted there. */
  public PdxCalls(PdxClient client, JdbcPdxAccounts states, Clock clock) {
    this.client = client;
    this.states = states;
    this.clock = clock;
  }

  /** One call. */
  @FunctionalInterface
  public interface Call<T> {
    /** Makes it. */
    T of(PdxClient client, PdxAccount account) throws IOException;
  }

  /**
   * Makes a call.
   *
   * @throws PdxFailure if it fails, or is not made after a refusal
   */
  public <T> T call(PdxAccount account, Call<T> call) throws IOException {
    State state = states.of(account, clock.instant());
    requireNoRefusal(account, state);
    return make(account, call);
  }

  /** The same where a person asks for it: also after a refusal. */
  public <T> T callAnyway(PdxAccount account, Call<T> call) throws IOException {
    states.of(account, clock.instant());
    return make(account, call);
  }

  private <T> T make(PdxAccount account, Call<T> call) throws IOException {
    try {
      T result = call.of(client, account);
      states.used(account, clock.instant());
      return result;
    } catch (PdxFailure e) {
      if (!OWN.contains(e.kind())) {
        states.failed(account, e, clock.instant());
      }
      throw e;
    }
  }

  private void requireNoRefusal(PdxAccount account, State state) throws PdxFailure {
    boolean isSame = state.refusedLogin().filter(account.login().version()::equals).isPresent();
    Optional<Instant> until =
        state.trouble().map(trouble -> trouble.at().plus(AFTER_REFUSAL)).filter(u -> isSame);
    if (until.isPresent() && clock.instant().isBefore(until.get())) {
      throw new PdxFailure(
          Kind.LOGIN_REFUSED,
          Reason.HTTP_UNAUTHORIZED,
          "PDX has refused to sign in '%s'; with the same file it is not tried again before %s"
              .formatted(account.login().user(), until.get()));
    }
  }
}
