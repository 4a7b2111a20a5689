package org.as2gateway.admin.usps;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.usps.layouts.ServiceTypesImport;
import org.as2gateway.usps.layouts.UspsTables;
import org.as2gateway.usps.owners.MailerIds;
import org.as2gateway.usps.owners.MailerIdsFile;

/** The tables and mailer IDs of a home, to read and to change, each change in the audit log. */
public final class TablesDesk {
  /** The largest workbook with the form around it. */
  static final long MOST_REQUEST_BYTES = ServiceTypesImport.MOST_BYTES + (1 << 20);

  private static final String NONE = "-";

  private final Gateway gateway;
  private final MailerIdsFile mailerIds;
  private final Clock clock;

  /** The desk of that gateway. */
  public TablesDesk(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.mailerIds = gateway.usps().mailerIds();
    this.clock = clock;
  }

  UspsTables tables() {
    return gateway.usps().tables().current();
  }

  MailerIds mailerIds() {
    return mailerIds.read();
  }

  /**
   * Lists a mailer ID, or changes its owner.
   *
   * @throws ProblemException with status 422 if that is no mailer ID or the name cannot be kept
   */
  void put(Caller by, String mailerId, String owner) throws IOException {
    String name = owner.strip();
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw new ProblemException(
          422, "the owner's name contains control characters, expected one line of text");
    }
    Optional<String> before = mailerIds().owner(mailerId);
    try {
      mailerIds.put(mailerId, name);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(422, String.valueOf(e.getMessage()));
    }
    audit(by, new Change("usps-mid", mailerId, before.orElse(null), name.isEmpty() ? NONE : name));
  }

  /**
   * Takes a mailer ID off the list.
   *
   * @return the name of its owner
   * @throws ProblemException with status 404 if it is not there
   */
  String remove(Caller by, String mailerId) throws IOException {
    Optional<String> owner = mailerIds().owner(mailerId);
    if (owner.isEmpty() || !mailerIds.remove(mailerId)) {
      throw new ProblemException(404, "the mailer ID is not listed; it may have been removed");
    }
    audit(by, new Change("usps-mid-remove", mailerId, owner.get(), null));
    return owner.get();
  }

  /**
   * Imports service type codes from a workbook; an earlier list is replaced.
   *
   * @param name name of the workbook, which the table keeps as its edition
   * @throws ProblemException with status 422 if it is no such workbook; nothing is changed
   */
  ServiceTypesImport.Result importServiceTypes(Caller by, String name, InputStream workbook)
      throws IOException {
    Path folder = Files.createTempDirectory("as2-service-types");
    Path file = folder.resolve(plain(name));
    try {
      try (OutputStream copy = Files.newOutputStream(file)) {
        workbook.transferTo(copy);
      }
      int before = tables().codes("service-types").rows().size();
      ServiceTypesImport.Result result = ServiceTypesImport.run(file, gateway.config().home());
      audit(
          by,
          new Change(
              "usps-service-types", NONE, before + " codes", result.codes() + " codes, " + name));
      return result;
    } catch (IllegalArgumentException e) {
      throw new ProblemException(422, String.valueOf(e.getMessage()));
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static String plain(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._ -]", "_").replaceAll("^\\.+", "_");
    String cut = plain.substring(0, Math.min(100, plain.length()));
    return cut.isBlank() ? "workbook.xlsx" : cut;
  }

  private void audit(Caller by, Change change) {
    gateway.identity().audit().add(clock.instant(), by.actor(), change);
  }
}
