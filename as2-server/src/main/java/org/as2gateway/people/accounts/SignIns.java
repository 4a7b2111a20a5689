package org.as2gateway.people.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.people.accounts.SignInThrottle.Subject;
import org.as2gateway.store.db.Transactions;

/** Signing in and out, and who a request comes from. Safe for many threads. */
public final class SignIns {
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final Duration CODE_PATIENCE = Duration.ofMinutes(5);
  private static final Duration SEEN_STEP = Duration.ofMinutes(1);

  /** How long a browser is known after its last sign-in. */
  public static final Duration BROWSER_MEMORY = Duration.ofDays(180);

  private static final int MOST_BROWSERS = 20;

  /** Costs as much as a real one, so that the time does not tell whether a name exists. */
  private static final String NOBODYS_PASSWORD = PasswordHash.of(Secret.random());

  private final Transactions transactions;
  private final IdentityStores stores;
  private final SignInThrottle patience;
  private final Clock clock;

  SignIns(Transactions transactions, IdentityStores stores, Clock clock) {
    this.transactions = transactions;
    this.stores = stores;
    this.patience = new SignInThrottle(stores.failures(), clock);
    this.clock = clock;
  }

  /**
   * A user who is signed in.
   *
   * @param user the user as of now
   * @param session the session
   */
  public record Present(User user, Session session) {}

  /** The same for a browser that brings nothing. */
  public SignInOutcome signIn(String name, String password, String address) {
    return signIn(name, password, Browser.unknown(address));
  }

  /** Checks name and password and begins a new session. */
  public SignInOutcome signIn(String name, String password, Browser browser) {
    String account = UserName.normal(name);
    Optional<Duration> wait = count(subjects(account, browser));
    if (wait.isPresent()) {
      return new SignInOutcome.Wait(wait.get());
    }
    Optional<User> user = checked(account, password);
    if (user.isEmpty()) {
      failed(account, browser.address());
      return new SignInOutcome.Refused();
    }
    return asksForCode(account) ? waitForCode(account) : begin(user.get(), browser);
  }

  private List<Subject> subjects(String account, Browser browser) {
    return known(account, browser)
        .map(secret -> SignInThrottle.knownBrowser(Secret.digest(secret)))
        .orElseGet(() -> SignInThrottle.stranger(account, browser.address()));
  }

  /** The secret of a browser that the account has signed in with before. */
  private Optional<String> known(String account, Browser browser) {
    Instant since = clock.instant().minus(BROWSER_MEMORY);
    return browser
        .secret()
        .filter(secret -> stores.browsers().isKnown(account, Secret.digest(secret), since));
  }

  /** Ends a sign-in that waits for a code, which may be a recovery code. */
  public SignInOutcome enterCode(String ticket, String code, Browser browser) {
    Instant earliest = clock.instant().minus(CODE_PATIENCE);
    Optional<User> user =
        stores
            .factors()
            .ticket(Secret.digest(ticket), earliest)
            .flatMap(stores.users()::find)
            .filter(User::isEnabled);
    if (user.isEmpty()) {
      return new SignInOutcome.Refused();
    }
    String account = user.get().name();
    Optional<Duration> wait = count(subjects(account, browser));
    if (wait.isPresent()) {
      return new SignInOutcome.Wait(wait.get());
    }
    if (!takesCode(account, code)) {
      failed(account, browser.address());
      return new SignInOutcome.CodeNeeded(ticket, true);
    }
    return begin(user.get(), browser);
  }

  /**
   * Checks the password of somebody who is signed in, with a patience of the session's own.
   *
   * @throws AccountRefused if it is wrong, or was wrong too often
   */
  void confirm(Present present, String password, String address) throws AccountRefused {
    String account = present.user().name();
    List<Subject> subjects = SignInThrottle.session(present.session().digest());
    Optional<Duration> wait = count(subjects);
    if (wait.isPresent()) {
      throw new AccountRefused(
          AccountRefused.Reason.CONFLICT,
          "too many failed attempts; wait " + (wait.get().toSeconds() + 1) + " s");
    }
    if (checked(account, password).isEmpty()) {
      failed(account, address);
      throw new AccountRefused(AccountRefused.Reason.INVALID, "your password is wrong");
    }
    transactions.inTransaction(
        () -> {
          patience.forget(subjects);
          return account;
        });
  }

  /** How long to wait; if not at all, counts an attempt that {@code begin} takes back. */
  private Optional<Duration> count(List<Subject> subjects) {
    return transactions.inTransaction(
        () -> {
          Optional<Duration> left = patience.left(subjects);
          if (left.isEmpty()) {
            patience.count(subjects);
          }
          return left;
        });
  }

  private Optional<User> checked(String account, String password) {
    Optional<String> kept =
        stores.users().password(account).filter(text -> !PasswordResets.isPending(text));
    boolean isRight = PasswordHash.matches(kept.orElse(NOBODYS_PASSWORD), password);
    if (kept.isEmpty() || !isRight) {
      return Optional.empty();
    }
    if (PasswordHash.isOutdated(kept.get())) {
      stores.users().setHash(account, PasswordHash.of(password));
    }
    return stores.users().find(account).filter(User::isEnabled);
  }

  private void failed(String account, String address) {
    stores
        .audit()
        .add(clock.instant(), new Actor(cut(account), address), Change.of("sign-in-failed", "-"));
  }

  private boolean asksForCode(String account) {
    return stores.factors().find(account).filter(JdbcSecondFactors.Kept::isOn).isPresent();
  }

  private SignInOutcome waitForCode(String account) {
    Instant now = clock.instant();
    String ticket = Secret.random();
    return transactions.inTransaction(
        () -> {
          stores.factors().removeTicketsBefore(now.minus(CODE_PATIENCE));
          stores.factors().addTicket(Secret.digest(ticket), account, now);
          return new SignInOutcome.CodeNeeded(ticket, false);
        });
  }

  /** No code counts twice: of two at the same moment, the database lets one through. */
  private boolean takesCode(String account, String typed) {
    Optional<JdbcSecondFactors.Kept> kept = stores.factors().find(account);
    if (kept.isEmpty()) {
      return false;
    }
    JdbcSecondFactors.Kept factor = kept.get();
    OptionalLong step = Totp.step(factor.secret(), typed, clock.instant(), factor.lastStep());
    if (step.isPresent()) {
      return stores.factors().take(account, step.getAsLong());
    }
    String recovery = typed.replaceAll("[ -]", "").toUpperCase(Locale.ROOT);
    return stores.factors().takeRecoveryCode(account, Secret.digest(recovery));
  }

  /** Until when those who are not known have to wait before they try that account again. */
  Optional<Instant> lockedUntil(String account) {
    return patience.left(List.of(SignInThrottle.account(account))).map(clock.instant()::plus);
  }

  /** Forgets the failed attempts that strangers made for an account. */
  void forgive(String account) {
    patience.forget(List.of(SignInThrottle.account(account)));
  }

  /** Begins a session without a password: for the one who has just made the account. */
  SignInOutcome.SignedIn begin(User user, String address) {
    return begin(user, Browser.unknown(address));
  }

  private SignInOutcome.SignedIn begin(User user, Browser browser) {
    String address = browser.address();
    List<Subject> subjects = subjects(user.name(), browser);
    String remembered = known(user.name(), browser).orElseGet(Secret::random);
    Instant now = clock.instant();
    String secret = Secret.random();
    Session session =
        new Session(Secret.digest(secret), user.name(), Secret.random(), now, now, address);
    return transactions.inTransaction(
        () -> {
          patience.forget(subjects);
          stores.browsers().used(user.name(), Secret.digest(remembered), now, MOST_BROWSERS);
          stores.sessions().removeEnded(now.minus(LONGEST), now.minus(IDLE));
          stores.factors().removeTickets(user.name());
          stores.sessions().add(session);
          stores.users().signedIn(user.name(), now);
          stores.audit().add(now, new Actor(user.name(), address), Change.of("sign-in", "-"));
          return new SignInOutcome.SignedIn(secret, remembered);
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

  /** The token of that secret, with the role that it has now; empty if it opens nothing. */
  public Optional<ApiToken> token(String secret) {
    Instant now = clock.instant();
    Optional<ApiToken> token =
        stores
            .tokens()
            .findByDigest(Secret.digest(secret))
            .filter(t -> t.isValidAt(now))
            .flatMap(new TokenOwners(stores)::inForce);
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
