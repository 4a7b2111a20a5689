package org.as2gateway.people.accounts;

import java.time.Clock;
import java.util.Map;
import org.as2gateway.store.db.Database;

/** Joins the use cases with their tables. */
public final class JdbcIdentity {
  private JdbcIdentity() {}

  /** The people and programs kept in that database. */
  public static Identity in(Database database, Clock clock) {
    return in(database, clock, Map::of);
  }

  /** The same, with what is known elsewhere of their audit log. */
  public static Identity in(Database database, Clock clock, JdbcAuditLog.Anchors anchors) {
    IdentityStores stores =
        new IdentityStores(
            new JdbcUsers(database),
            new JdbcSessions(database),
            new JdbcApiTokens(database),
            new JdbcSignInFailures(database),
            new JdbcKnownBrowsers(database),
            new JdbcSecondFactors(database),
            new JdbcExternalUsers(database),
            new JdbcSavedViews(database),
            new JdbcAuditLog(database, anchors));
    SignIns signIns = new SignIns(database, stores, clock);
    return new Identity(
        signIns,
        new Accounts(database, stores, signIns, clock),
        new PasswordResets(database, stores, signIns, clock),
        new OwnAccount(database, stores, signIns, clock),
        new ExternalSignIns(database, stores, signIns, clock),
        stores.views(),
        stores.audit());
  }
}
