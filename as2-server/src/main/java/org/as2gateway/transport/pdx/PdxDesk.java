package org.as2gateway.transport.pdx;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.transport.TransportKind;
import org.as2gateway.transport.pdx.PdxFailure.Kind;

/** What people ask of PDX: how each account is, whether it works, which files it has offered. */
public final class PdxDesk {
  private final Supplier<Registry> registry;
  private final PdxAccounts accounts;
  private final PdxCalls calls;
  private final JdbcPdxAccounts states;
  private final JdbcPdxFiles files;
  private final RequestBudget budget;
  private final Clock clock;

  /**
   * A desk over what the reception of files works on.
   *
   * @param budget counts the requests
   */
  public PdxDesk(ReceivePdxFiles.Parts parts, RequestBudget budget) {
    this.registry = parts.registry();
    this.accounts = parts.accounts();
    this.calls = parts.calls();
    this.states = parts.states();
    this.files = parts.files();
    this.budget = budget;
    this.clock = parts.clock();
  }

  /**
   * How the account of a partnership is.
   *
   * @param partnership its name
   * @param user who signs in
   * @param server host and port
   * @param environment value of the parameter
   * @param lastUse the last call that PDX answered as expected, or when we began
   * @param trouble what went wrong with the last call; empty if nothing did
   * @param isLapsing whether it was not used for so long that USPS may deactivate it
   * @param used how many requests it has made in the last hour, in this process
   * @param mostRequests how many it may make in an hour
   */
  public record Status(
      String partnership,
      String user,
      String server,
      String environment,
      Instant lastUse,
      Optional<JdbcPdxAccounts.Trouble> trouble,
      boolean isLapsing,
      int used,
      int mostRequests) {
    /** Whether PDX refuses to sign in. */
    public boolean isRefused() {
      return trouble.filter(t -> t.kind() == Kind.LOGIN_REFUSED).isPresent();
    }
  }

  /** The accounts of all partnerships over PDX whose sign-in files can be read. */
  public List<Status> statuses() {
    List<Status> all = new ArrayList<>();
    for (Partnership partnership : registry.get().partnerships().partnerships()) {
      if (partnership.kind() == TransportKind.PDX && isSet(partnership)) {
        status(partnership).ifPresent(all::add);
      }
    }
    return all;
  }

  private static boolean isSet(Partnership partnership) {
    return partnership.pdx().environment().isPresent() && partnership.pdx().loginFile().isPresent();
  }

  private Optional<Status> status(Partnership partnership) {
    PdxAccount account;
    try {
      account = accounts.of(partnership);
    } catch (PdxFailure e) {
      return Optional.empty(); // what is missing is reported with the partnership
    }
    JdbcPdxAccounts.State state = states.of(account, clock.instant());
    Duration most = partnership.pdx().idle().multipliedBy(2);
    return Optional.of(
        new Status(
            partnership.name(),
            account.login().user(),
            account.site().host(),
            account.site().environment(),
            state.lastUse(),
            state.trouble(),
            state.lastUse().plus(most).isBefore(clock.instant()),
            budget.used(account),
            account.requestsAnHour()));
  }

  /**
   * Signs in and asks for a list, also after a refusal.
   *
   * @return where that was
   * @throws PdxFailure if it fails
   */
  public PdxSite check(Partnership partnership) throws IOException {
    PdxAccount account = accounts.of(partnership);
    var unused = calls.callAnyway(account, PdxClient::firstPage);
    return account.site();
  }

  /** The files that PDX offered last on a partnership, newest first. */
  public List<JdbcPdxFiles.Kept> files(String partnership, int limit) {
    return files.newest(partnership, limit);
  }
}
