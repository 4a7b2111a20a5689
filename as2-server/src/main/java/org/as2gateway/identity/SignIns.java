package org.as2gateway.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.db.Transactions;
import org.as2gateway.identity.AuditLog.Change;

/** Signing in and out, and who a request comes from. Safe for many threads. */
public final class SignIns {
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final Duration SEEN_STEP = Duration.ofMinutes(1);

  /** Costs as much as a real one, so that the time does not tell whether a name exists. */
  private static final String NOBODYS_PASSWORD = PasswordHash.of(Secret.random());

  private final Transactions transactions;
  private final IdentityStores stores;
  private final SignInPatience patience;
  private final Clock clock;

  SignIns(Transactions transactions, IdentityStores stores, Clock clock) {
    this.transactions = transactions;
    this.stores = stores;
    this.patience = new SignInPatience(stores.failures(), clock);
    this.clock = clock;
  }

  /**
   * A user who is signed in.
   *
   * @param user the user as of now
   * @param session the session
   */
  public record Present(User user, Session session) {}

  /** Checks name and password and begins a new session. */
  public SignInOutcome signIn(String name, String password, String address) {
    String account = UserName.normal(name);
    Optional<Duration> wait =
        transactions.inTransaction(
            () -> {
              Optional<Duration> left = patience.left(account, address);
              if (left.isEmpty()) {
                patience.count(account, address);
              }
              return left;
            });
    if (wait.isPresent()) {
      return new SignInOutcome.Wait(wait.get());
    }
    Optional<String> kept = stores.users().password(account);
    boolean isRight = PasswordHash.matches(kept.orElse(NOBODYS_PASSWORD), password);
    Optional<User> user = stores.users().find(account).filter(User::isEnabled);
    if (kept.isEmpty() || user.isEmpty() || !isRight) {
      stores
          .audit()
          .add(clock.instant(), new Actor(cut(account), address), Change.of("sign-in-failed", "-"));
      return new SignInOutcome.Refused();
    }
    if (PasswordHash.isOutdated(kept.get())) {
      stores.users().setPassword(account, PasswordHash.of(password));
    }
    return begin(user.get(), address);
  }

  /** Begins a session without a password: for the one who has just made the account. */
  SignInOutcome.SignedIn begin(User user, String address) {
    Instant now = clock.instant();
    String secret = Secret.random();
    Session session =
        new Session(Secret.digest(secret), user.name(), Secret.random(), now, now, address);
    return transactions.inTransaction(
        () -> {
          patience.forget(user.name(), address);
          stores.sessions().removeEnded(now.minus(LONGEST), now.minus(IDLE));
          stores.sessions().add(session);
          stores.users().signedIn(user.name(), now);
          stores.audit().add(now, new Actor(user.name(), address), Change.of("sign-in", "-"));
          return new SignInOutcome.SignedIn(secret);
        });
  }

  /**
   * Whose session it is; empty if it has ended or never was.
   *
   * @param isSeen whether this counts as something that the user did
   */
  public Optional<Present> present(String secret, boolean isSeen) {
    Instant now = clock.instant();
    Optional<Session> found =
        stores
            .sessions()
            .find(Secret.digest(secret))
            .filter(session -> session.createdAt().plus(LONGEST).isAfter(now))
            .filter(session -> session.seenAt().plus(IDLE).isAfter(now));
    found
        .filter(session -> isSeen && session.seenAt().plus(SEEN_STEP).isBefore(now))
        .ifPresent(session -> stores.sessions().seen(session.digest(), now));
    return found.flatMap(
        session ->
            stores
                .users()
                .find(session.user())
                .filter(User::isEnabled)
                .map(user -> new Present(user, session)));
  }

  /** Ends the session. */
  public void signOut(Present present) {
    Actor actor = new Actor(present.user().name(), present.session().address());
    transactions.inTransaction(
        () -> {
          stores.sessions().remove(present.session().digest());
          stores.audit().add(clock.instant(), actor, Change.of("sign-out", "-"));
          return null;
        });
  }

  /** The token of that secret, if it still opens anything. */
  public Optional<ApiToken> token(String secret) {
    Instant now = clock.instant();
    Optional<ApiToken> token =
        stores.tokens().findByDigest(Secret.digest(secret)).filter(t -> t.isValidAt(now));
    token
        .filter(t -> t.lastUsedAt() == null || t.lastUsedAt().plus(SEEN_STEP).isBefore(now))
        .ifPresent(t -> stores.tokens().used(t.id(), now));
    return token;
  }

  /** Keeps a line for the next page of that session. */
  public void setNotice(Session session, String text) {
    stores.sessions().setNotice(session.digest(), text.length() > 2000 ? cut(text) : text);
  }

  /** The line kept, once. */
  public Optional<String> takeNotice(Session session) {
    return stores.sessions().takeNotice(session.digest());
  }

  private static String cut(String text) {
    return text.length() > UserName.MAX ? text.substring(0, UserName.MAX) + "…" : text;
  }
}
