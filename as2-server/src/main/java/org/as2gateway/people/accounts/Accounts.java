package org.as2gateway.people.accounts;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.as2gateway.people.accounts.AccountRefused.Reason;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.store.db.Transactions;
import org.jspecify.annotations.Nullable;

/**
 * Users and API tokens. Each change is one transaction with its entry in the audit log. There is no
 * account to begin with; {@link #addFirst} makes it.
 */
public final class Accounts {
  private static final int MIN_PASSWORD = 12;
  private static final int MAX_PASSWORD = 200;
  private static final int TOKEN_ID_BYTES = 6;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Transactions transactions;
  private final IdentityStores stores;
  private final SignIns signIns;
  private final Clock clock;

  Accounts(Transactions transactions, IdentityStores stores, SignIns signIns, Clock clock) {
    this.transactions = transactions;
    this.stores = stores;
    this.signIns = signIns;
    this.clock = clock;
  }

  /**
   * What a token's maker gets to see once.
   *
   * @param token the token
   * @param secret what opens the API; kept nowhere
   */
  public record NewToken(ApiToken token, String secret) {
    @Override
    public String toString() {
      return "NewToken[" + token + "]"; // never the secret
    }
  }

  /** All users, by name. */
  public List<User> users() {
    return stores.users().all();
  }

  /** All tokens, newest first. */
  public List<ApiToken> tokens() {
    return stores.tokens().all();
  }

  /** Whether nobody can sign in yet. */
  public boolean isEmpty() {
    return users().isEmpty();
  }

  /** Makes the first account, an administrator's, and signs it in. */
  public SignInOutcome.SignedIn addFirst(String name, String password, String address)
      throws AccountRefused {
    String account = UserName.normal(name);
    User user = newUser(account, Role.ADMINISTRATOR, password, false);
    String hash = PasswordHash.of(password);
    boolean isFirst =
        transactions.durably(
            () -> isEmpty() && insert(user, hash, new Actor(account, address), "set-up"));
    if (!isFirst) {
      throw new AccountRefused(Reason.CONFLICT, "an account already exists; sign in with it");
    }
    return signIns.begin(user, address);
  }

  /**
   * Makes an account.
   *
   * @param isInitial whether the user has to choose another password at the first sign-in
   */
  public User add(Actor by, String name, Role role, String password, boolean isInitial)
      throws AccountRefused {
    User user = newUser(UserName.normal(name), role, password, isInitial);
    String hash = PasswordHash.of(password);
    if (!transactions.durably(() -> insert(user, hash, by, "user-add"))) {
      throw new AccountRefused(Reason.CONFLICT, "user '" + user.name() + "' already exists");
    }
    return user;
  }

  private User newUser(String account, Role role, String password, boolean isInitial)
      throws AccountRefused {
    if (!UserName.isValid(account)) {
      throw new AccountRefused(
          Reason.INVALID,
          "the name must be 1 to 64 letters, digits and . _ @ - and start with a letter or digit");
    }
    checkPassword(account, password);
    return User.created(account, role, clock.instant(), isInitial);
  }

  private boolean insert(User user, String hash, Actor by, String action) {
    if (!stores.users().add(user, hash)) {
      return false;
    }
    stores.audit().add(clock.instant(), by, new Change(action, user.name(), null, user.summary()));
    return true;
  }

  /** Changes role and whether the user may sign in; ends the user's sessions. */
  public User change(Actor by, String name, Role role, boolean isEnabled) throws AccountRefused {
    return changed(
        () -> {
          User before = require(name);
          User after = before.withAccess(role, isEnabled);
          if (before.equals(after)) {
            return after;
          }
          requireAnotherAdministrator(before, isEnabled && role == Role.ADMINISTRATOR);
          stores.users().change(after);
          endSessions(name);
          Change change = new Change("user-change", name, before.summary(), after.summary());
          stores.audit().add(clock.instant(), by, change);
          return after;
        });
  }

  /**
   * Sets a password; ends the user's sessions.
   *
   * @param isInitial whether the user has to choose another one at the next sign-in
   */
  public User setPassword(Actor by, String name, String password, boolean isInitial)
      throws AccountRefused {
    checkPassword(name, password);
    String hash = PasswordHash.of(password);
    return changed(
        () -> {
          require(name);
          if (stores.external().users().contains(name)) {
            throw new Refusal(
                Reason.CONFLICT,
                "'" + name + "' signs in with the identity provider and has no password here");
          }
          stores.users().setPassword(name, hash, isInitial);
          endSessions(name);
          stores.audit().add(clock.instant(), by, Change.of("password-set", name));
          return require(name);
        });
  }

  /** Users for whom a provider vouches: they have no password. */
  public Set<String> usersFromElsewhere() {
    return stores.external().users();
  }

  /** Until when too many failed attempts keep unknown browsers from an account, by its name. */
  public Map<String, Instant> lockedUsers() {
    Map<String, Instant> locked = new HashMap<>();
    for (User user : users()) {
      signIns.lockedUntil(user.name()).ifPresent(until -> locked.put(user.name(), until));
    }
    return locked;
  }

  /** Users whose sign-in asks for a code. */
  public Set<String> usersWithCodes() {
    return stores.factors().users();
  }

  /** Lets a user who has lost the device sign in without a code. */
  public void endCodes(Actor by, String name) throws AccountRefused {
    changed(
        () -> {
          require(name);
          stores.factors().remove(name);
          stores.audit().add(clock.instant(), by, Change.of("codes-off", name));
          return name;
        });
  }

  /** Removes an account. */
  public void remove(Actor by, String name) throws AccountRefused {
    changed(
        () -> {
          User before = require(name);
          requireAnotherAdministrator(before, false);
          stores.users().remove(name);
          stores.factors().remove(name);
          stores.external().remove(name);
          stores.browsers().removeOf(name);
          stores.views().removeOf(name);
          endSessions(name);
          removeTokens(stores, clock.instant(), by, name);
          stores
              .audit()
              .add(clock.instant(), by, new Change("user-remove", name, before.summary(), null));
          return name;
        });
  }

  /** Makes a token. */
  public NewToken addToken(Actor by, String name, Role role, @Nullable Instant expiresAt)
      throws AccountRefused {
    String label = name.strip();
    if (label.isEmpty() || label.length() > UserName.MAX) {
      throw new AccountRefused(Reason.INVALID, "the token's name must be 1 to 64 characters");
    }
    Instant now = clock.instant();
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw new AccountRefused(Reason.INVALID, "the expiry time is in the past");
    }
    byte[] id = new byte[TOKEN_ID_BYTES];
    RANDOM.nextBytes(id);
    String secret = Secret.random();
    ApiToken token =
        new ApiToken(HexFormat.of().formatHex(id), label, role, by.name(), now, expiresAt, null);
    return transactions.durably(
        () -> {
          stores.tokens().add(token, Secret.digest(secret));
          String after = "role: " + role.text() + ", expires: " + expiresAt;
          stores.audit().add(now, by, new Change("token-add", subject(token), null, after));
          return new NewToken(token, secret);
        });
  }

  /** Makes a token worthless. */
  public void removeToken(Actor by, String id) throws AccountRefused {
    changed(
        () -> {
          ApiToken token =
              stores
                  .tokens()
                  .find(id)
                  .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "token '" + id + "' not found"));
          stores.tokens().remove(id);
          String before = "role: " + token.role().text();
          stores
              .audit()
              .add(clock.instant(), by, new Change("token-remove", subject(token), before, null));
          return id;
        });
  }

  /** Removes the tokens that a user has made. */
  static void removeTokens(IdentityStores stores, Instant now, Actor by, String user) {
    for (ApiToken token : stores.tokens().removeOf(user)) {
      String before = "role: " + token.role().text() + ", made by: " + user;
      stores.audit().add(now, by, new Change("token-remove", subject(token), before, null));
    }
  }

  private static String subject(ApiToken token) {
    return token.name() + " (" + token.id() + ")";
  }

  /** A sign-in that waits for its code is over too. */
  private void endSessions(String name) {
    stores.sessions().removeOf(name);
    stores.factors().removeTickets(name);
  }

  private User require(String name) {
    return stores
        .users()
        .find(name)
        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "user '" + name + "' not found"));
  }

  private void requireAnotherAdministrator(User user, boolean staysAdministrator) {
    boolean isLast =
        stores.users().all().stream()
            .filter(other -> other.isEnabled() && other.role() == Role.ADMINISTRATOR)
            .allMatch(other -> other.name().equals(user.name()));
    if (user.isEnabled() && user.role() == Role.ADMINISTRATOR && isLast && !staysAdministrator) {
      throw new Refusal(
          Reason.CONFLICT,
          "'" + user.name() + "' is the last administrator; create another one first");
    }
  }

  static void checkPassword(String name, String password) throws AccountRefused {
    if (password.length() < MIN_PASSWORD || password.length() > MAX_PASSWORD) {
      throw new AccountRefused(
          Reason.INVALID,
          "the password must have " + MIN_PASSWORD + " to " + MAX_PASSWORD + " characters");
    }
    if (UserName.normal(password).contains(UserName.normal(name))) {
      throw new AccountRefused(Reason.INVALID, "the password must not contain the user's name");
    }
  }

  /** Carries a refusal out of a transaction, which is given up by it. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Reason reason;

    Refusal(Reason reason, String message) {
      super(message, null, false, false);
      this.reason = reason;
    }
  }

  private <T> T changed(Supplier<T> work) throws AccountRefused {
    try {
      return transactions.durably(work);
    } catch (Refusal e) {
      throw new AccountRefused(e.reason, String.valueOf(e.getMessage()));
    }
  }
}
