package org.as2gateway.people.accounts;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.people.accounts.AccountRefused.Reason;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.store.db.Transactions;

/**
 * Sign-in of people for whom a provider vouches. The first one makes the account, which nobody can
 * enter by a password; each later one takes over the role. An account with a password is never
 * handed to somebody whom a provider calls by the same name.
 */
public final class ExternalSignIns {
  private final Transactions transactions;
  private final IdentityStores stores;
  private final SignIns signIns;
  private final Clock clock;

  ExternalSignIns(Transactions transactions, IdentityStores stores, SignIns signIns, Clock clock) {
    this.transactions = transactions;
    this.stores = stores;
    this.signIns = signIns;
    this.clock = clock;
  }

  /** What was done and whether the person may come in. */
  private record Admission(Optional<User> user, Optional<AccountRefused> refusal) {}

  /**
   * Begins a session, with the account made or changed as the provider says.
   *
   * @throws AccountRefused if the person has no role, is disabled here, or has a name that is taken
   */
  public SignInOutcome.SignedIn signIn(ExternalPerson person, String address)
      throws AccountRefused {
    Optional<String> known = stores.external().find(person.issuer(), person.subject());
    String name = known.orElseGet(() -> UserName.normal(person.name()));
    Actor actor = new Actor(UserName.isValid(name) ? name : "-", address);
    String nobodys = known.isPresent() ? "" : PasswordHash.of(Secret.random());
    Supplier<Admission> work =
        known.isPresent()
            ? () -> known(person, name, actor)
            : () -> stranger(person, name, nobodys, actor);
    Admission admission = transactions.durably(work);
    if (admission.refusal().isPresent()) {
      throw admission.refusal().get();
    }
    return signIns.begin(admission.user().orElseThrow(), address);
  }

  /** What the provider takes away ends the sessions and tokens that it once allowed. */
  private Admission known(ExternalPerson person, String name, Actor actor) {
    User before = stores.users().find(name).orElseThrow();
    if (person.role().isEmpty()) {
      stores.sessions().removeOf(name);
      Accounts.removeTokens(stores, clock.instant(), actor, name);
      return refused(actor, Reason.INVALID, withoutRole(name));
    }
    if (!before.isEnabled()) {
      return refused(actor, Reason.CONFLICT, "the account '" + name + "' is disabled here");
    }
    User after = before.withAccess(person.role().get(), true);
    if (!after.equals(before)) {
      stores.users().change(after);
      stores.sessions().removeOf(name);
      audit(actor, new Change("user-change", name, before.summary(), after.summary()));
    }
    return new Admission(Optional.of(after), Optional.empty());
  }

  private Admission stranger(ExternalPerson person, String name, String password, Actor actor) {
    if (!UserName.isValid(name)) {
      return refused(
          actor,
          Reason.INVALID,
          "the user name from the identity provider is not valid, expected 1 to 64 letters, digits"
              + " and"
              + " . _ @ -");
    }
    if (person.role().isEmpty()) {
      return refused(actor, Reason.INVALID, withoutRole(name));
    }
    User user = User.created(name, person.role().get(), clock.instant(), false);
    if (!stores.users().add(user, password)) {
      return refused(
          actor,
          Reason.CONFLICT,
          "'" + name + "' is already a local account; an administrator must remove it first");
    }
    stores.external().add(person.issuer(), person.subject(), name);
    String from = user.summary() + ", from: " + person.issuer() + ", " + person.subject();
    audit(actor, new Change("user-add", name, null, from));
    return new Admission(Optional.of(user), Optional.empty());
  }

  private static String withoutRole(String name) {
    return "the identity provider assigns no role to '" + name + "'";
  }

  private Admission refused(Actor actor, Reason reason, String text) {
    audit(actor, new Change("sign-in-failed", "-", null, text));
    return new Admission(Optional.empty(), Optional.of(new AccountRefused(reason, text)));
  }

  private void audit(Actor actor, Change change) {
    stores.audit().add(clock.instant(), actor, change);
  }
}
