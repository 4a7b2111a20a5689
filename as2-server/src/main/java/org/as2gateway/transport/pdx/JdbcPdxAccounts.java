package org.as2gateway.transport.pdx;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.as2gateway.transport.pdx.PdxFailure.Kind;

/** When accounts were used, and what went wrong. Table {@code pdx_account}. */
public final class JdbcPdxAccounts {
  private final Database database;

  /** Accounts in that database. */
  public JdbcPdxAccounts(Database database) {
    this.database = database;
  }

  /**
   * How an account is.
   *
   * @param since when we first had to do with it
   * @param usedAt the last call that PDX answered as expected
   * @param listedAt the last list that we asked for
   * @param trouble what went wrong with the last call; empty if nothing did
   * @param refusedLogin version of the sign-in file that PDX refused last; empty if none
   */
  public record State(
      Instant since,
      Optional<Instant> usedAt,
      Optional<Instant> listedAt,
      Optional<Trouble> trouble,
      Optional<String> refusedLogin) {
    /** When it counts as used last. */
    public Instant lastUse() {
      return usedAt.orElse(since);
    }
  }

  /**
   * A call that failed.
   *
   * @param at when
   * @param kind what is to be done about it
   * @param text the same for people
   */
  public record Trouble(Instant at, Kind kind, String text) {}

  /** How an account is; it begins now if it is new. */
  State of(PdxAccount account, Instant now) {
    return database.call(
        handle -> {
          handle.execute(
              """
              INSERT INTO pdx_account (account, since, failure, text, login_version)
              VALUES (?, ?, '', '', '') ON CONFLICT DO NOTHING
              """,
              account.key(),
              Times.column(now));
          return handle
              .createQuery(
                  """
                  SELECT since, used_at, listed_at, failed_at, failure, text, login_version
                  FROM pdx_account WHERE account = ?
                  """)
              .bind(0, account.key())
              .map((row, context) -> state(row))
              .one();
        });
  }

  private static State state(ResultSet row) throws SQLException {
    Optional<Instant> failedAt = Optional.ofNullable(Times.nullableInstant(row, "failed_at"));
    String failure = row.getString("failure");
    String text = row.getString("text");
    return new State(
        Times.instant(row, "since"),
        Optional.ofNullable(Times.nullableInstant(row, "used_at")),
        Optional.ofNullable(Times.nullableInstant(row, "listed_at")),
        failedAt.map(at -> new Trouble(at, Kind.valueOf(failure), text)),
        Optional.of(row.getString("login_version")).filter(version -> !version.isEmpty()));
  }

  /** PDX has answered as expected. */
  void used(PdxAccount account, Instant now) {
    database.call(
        handle ->
            handle.execute(
                """
                UPDATE pdx_account
                SET used_at = ?, failed_at = NULL, failure = '', text = '', login_version = ''
                WHERE account = ?
                """,
                Times.column(now),
                account.key()));
  }

  /** A list is asked for. */
  void listed(PdxAccount account, Instant now) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE pdx_account SET listed_at = ? WHERE account = ?",
                Times.column(now),
                account.key()));
  }

  /** A call has failed. */
  void failed(PdxAccount account, PdxFailure failure, Instant now) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE pdx_account SET failed_at = ?, failure = ?, text = ? WHERE account = ?",
                Times.column(now),
                failure.kind().name(),
                failure.text(),
                account.key()));
    if (failure.kind() == Kind.LOGIN_REFUSED) {
      database.call(
          handle ->
              handle.execute(
                  "UPDATE pdx_account SET login_version = ? WHERE account = ?",
                  account.login().version(),
                  account.key()));
    }
  }
}
