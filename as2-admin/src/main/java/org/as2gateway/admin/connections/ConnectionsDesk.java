package org.as2gateway.admin.connections;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Text;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.transport.TransportKind;
import org.as2gateway.transport.pdx.JdbcPdxFiles;
import org.as2gateway.transport.pdx.PdxDesk;
import org.as2gateway.transport.pdx.PdxSite;
import org.as2gateway.transport.sftp.LeftFile;

/** What API and page ask of accounts and servers, each change with its entry in the audit log. */
public final class ConnectionsDesk {
  private static final int MOST_FILES = 200;

  private final Gateway gateway;
  private final Clock clock;

  /** The desk of that gateway. */
  public ConnectionsDesk(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  List<PdxDesk.Status> accounts() {
    return gateway.pdx().statuses();
  }

  List<LeftFile> left() {
    return gateway.sftp().left().get();
  }

  /** Files that PDX offered on a partnership, newest first. */
  List<JdbcPdxFiles.Kept> files(String partnership) {
    return gateway.pdx().files(partnership, MOST_FILES);
  }

  /** Partnerships by PDX on which we receive. */
  List<String> receiving() {
    List<String> names = new ArrayList<>();
    for (Partnership partnership : gateway.registry().partnerships().partnerships()) {
      if (partnership.kind() == TransportKind.PDX && gateway.registry().isInbound(partnership)) {
        names.add(partnership.name());
      }
    }
    return names;
  }

  /**
   * What a check came to.
   *
   * @param text for people
   */
  record Checked(boolean isGood, String text) {}

  /**
   * Signs in to PDX and asks for a list, also after a refusal.
   *
   * @throws ProblemException with status 404 if there is no partnership of that name by PDX
   */
  Checked check(Caller caller, String name) {
    Partnership partnership = require(name, TransportKind.PDX);
    Checked checked = check(partnership);
    audit(caller, new Change("pdx-check", name, null, Text.cut(checked.text())));
    return checked;
  }

  private Checked check(Partnership partnership) {
    if (partnership.pdx().environment().isEmpty() || partnership.pdx().loginFile().isEmpty()) {
      return new Checked(
          false,
          "partnership '"
              + partnership.name()
              + "' has no account: set gw.pdx_environment and gw.pdx_login");
    }
    try {
      PdxSite site = gateway.pdx().check(partnership);
      return new Checked(true, "PDX at " + site.host() + " accepts the account");
    } catch (IOException e) {
      return new Checked(false, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Has files that were refused on a partnership read again.
   *
   * @throws ProblemException with status 404 if there is no partnership of that name by SFTP
   */
  void takeAgain(Caller caller, String name) {
    Partnership partnership = require(name, TransportKind.SFTP);
    gateway.sftp().takeAgain().accept(partnership.name());
    audit(caller, Change.of("sftp-take-again", name));
  }

  private Partnership require(String name, TransportKind kind) {
    return gateway
        .registry()
        .partnerships()
        .partnership(name)
        .filter(found -> found.kind() == kind)
        .orElseThrow(
            () ->
                new ProblemException(
                    404, "there is no partnership '" + Text.cut(name) + "' by " + kind.label()));
  }

  private void audit(Caller caller, Change change) {
    gateway.identity().audit().add(clock.instant(), caller.actor(), change);
  }
}
