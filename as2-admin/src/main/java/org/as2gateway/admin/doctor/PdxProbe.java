package org.as2gateway.admin.doctor;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PdxPolicy.Environment;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.transport.pdx.PdxAccount;
import org.as2gateway.transport.pdx.PdxAccounts;
import org.as2gateway.transport.pdx.PdxClient;
import org.as2gateway.transport.pdx.PdxFailure;
import org.as2gateway.transport.pdx.RequestBudget;
import org.as2gateway.transport.proxy.Proxies;

/**
 * Signs in to PDX and asks for a list, where that is a test: on CAT, or a server that the sign-in
 * file names. On production a wrong password tried by hand again and again could lock the account.
 */
final class PdxProbe {
  private static final String SIGN_IN = "PDX sign-in";

  private final Partnership partnership;
  private final PdxAccounts accounts;
  private final Clock clock;

  PdxProbe(Path home, Partnership partnership, Proxies proxies, Clock clock) {
    this.partnership = partnership;
    this.accounts = new PdxAccounts(new HomeFolders(home), proxies);
    this.clock = clock;
  }

  /** Where the partnership calls; empty while it is incomplete. */
  Optional<URI> server() {
    boolean isSet =
        partnership.pdx().environment().isPresent() && partnership.pdx().loginFile().isPresent();
    try {
      return isSet ? Optional.of(accounts.of(partnership).site().base()) : Optional.empty();
    } catch (PdxFailure e) {
      return Optional.empty(); // the partnership is reported as incomplete
    }
  }

  /** Whether PDX lets us in. */
  Finding signIn() {
    try {
      PdxAccount account = accounts.of(partnership);
      boolean isTest =
          partnership.pdx().environment().filter(Environment.CAT::equals).isPresent()
              || account.login().namesServer();
      if (!isTest) {
        return Finding.note(
            SIGN_IN,
            "not tried outside of CAT; the running gateway opens an alert if PDX refuses it");
      }
      int files = new PdxClient(new RequestBudget(clock), clock).firstPage(account).files().size();
      return Finding.good(
          SIGN_IN,
          "'%s' is signed in at %s; %d files wait there"
              .formatted(account.login().user(), account.site().host(), files));
    } catch (PdxFailure e) {
      return Finding.failed(SIGN_IN, e.text());
    } catch (IOException e) {
      return Finding.failed(SIGN_IN, "the call failed: " + e.getMessage());
    }
  }
}
