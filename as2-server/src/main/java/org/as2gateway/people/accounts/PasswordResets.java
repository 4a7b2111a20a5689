package org.as2gateway.people.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.as2gateway.people.accounts.AccountRefused.Reason;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.store.db.Transactions;

/**
 * One-time links with which users choose a new password. Until then the link stands in the place of
 * the password: the former one is gone, the link survives a restart, and whoever sets another
 * password ends it. Safe for many threads.
 */
public final class PasswordResets {
  /** How long a link is good. */
  public static final Duration VALIDITY = Duration.ofHours(1);

  /** What stands in the place of the password: digest of the secret, end in epoch seconds. */
  private static final Pattern PENDING = Pattern.compile("reset:([0-9a-f]{64}):([0-9]{1,12})");

  private final Transactions transactions;
  private final IdentityStores stores;
  private final SignIns signIns;
  private final Clock clock;

  PasswordResets(Transactions transactions, IdentityStores stores, SignIns signIns, Clock clock) {
    this.transactions = transactions;
    this.stores = stores;
    this.signIns = signIns;
    this.clock = clock;
  }

  /**
   * What leads to the form for a new password.
   *
   * @param user name of the account
   * @param secret opens the form; kept nowhere
   * @param expiresAt when it stops
   * @param asksForCode whether sign-in still asks for a code
   */
  public record Link(String user, String secret, Instant expiresAt, boolean asksForCode) {
    @Override
    public String toString() {
      return "Link[" + user + "]"; // never the secret
    }
  }

  /**
   * Makes a link. The password stops working, all sessions end, failed attempts are forgotten.
   *
   * @param endsCodes whether sign-in stops asking for a code, for somebody who has lost the device
   * @throws AccountRefused if there is no such user, or it signs in elsewhere, or is disabled
   */
  public Link begin(Actor by, String typed, boolean endsCodes) throws AccountRefused {
    String name = UserName.normal(typed);
    requireOwnPassword(name);
    boolean hadCodes = stores.factors().users().contains(name);
    String secret = Secret.random();
    Instant now = clock.instant();
    Instant end = now.plus(VALIDITY);
    String pending = "reset:" + Secret.digest(secret) + ":" + end.getEpochSecond();
    return transactions.durably(
        () -> {
          stores.users().setPassword(name, pending, false);
          stores.sessions().removeOf(name);
          stores.factors().removeTickets(name);
          signIns.forgive(name);
          stores.audit().add(now, by, new Change("user-reset", name, null, "link until " + end));
          if (endsCodes && hadCodes) {
            stores.factors().remove(name);
            stores.audit().add(now, by, Change.of("codes-off", name));
          }
          return new Link(name, secret, end, hadCodes && !endsCodes);
        });
  }

  private void requireOwnPassword(String name) throws AccountRefused {
    User user =
        stores
            .users()
            .find(name)
            .orElseThrow(
                () -> new AccountRefused(Reason.NOT_FOUND, "user '" + name + "' not found"));
    if (stores.external().users().contains(name)) {
      throw new AccountRefused(
          Reason.CONFLICT,
          "'" + name + "' signs in with the identity provider; reset the password there");
    }
    if (!user.isEnabled()) {
      throw new AccountRefused(
          Reason.CONFLICT, "user '" + name + "' is disabled; enable the account first");
    }
  }

  /** Whether the link of that user is good. */
  public boolean accepts(String user, String secret) {
    return pending(UserName.normal(user), secret).isPresent();
  }

  /**
   * Uses the link up: sets the password.
   *
   * @param address where the request came from
   * @throws AccountRefused if the link is not good, or the password is too weak; then the link
   *     stays
   */
  public void choose(String user, String secret, String password, String address)
      throws AccountRefused {
    String name = UserName.normal(user);
    Optional<String> pending = pending(name, secret);
    if (pending.isPresent()) {
      Accounts.checkPassword(name, password);
    }
    if (pending.isEmpty() || !replace(name, pending.get(), password, address)) {
      throw new AccountRefused(Reason.CONFLICT, "this link was used or has expired");
    }
  }

  private boolean replace(String name, String pending, String password, String address) {
    String hash = PasswordHash.of(password);
    return transactions.durably(
        () -> {
          boolean isSet = stores.users().replacePassword(name, pending, hash);
          if (isSet) {
            Change change = Change.of("password-set", name);
            stores.audit().add(clock.instant(), new Actor(name, address), change);
          }
          return isSet;
        });
  }

  private Optional<String> pending(String name, String secret) {
    return stores.users().password(name).filter(kept -> isLink(kept, secret));
  }

  private boolean isLink(String kept, String secret) {
    Matcher parts = PENDING.matcher(kept);
    return parts.matches()
        && Secret.matches(parts.group(1), secret)
        && clock.instant().getEpochSecond() < Long.parseLong(parts.group(2));
  }

  /** Whether a link stands in the place of the password, which matches nothing then. */
  static boolean isPending(String kept) {
    return PENDING.matcher(kept).matches();
  }
}
