package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.as2gateway.admin.registry.CertificateJson;
import org.as2gateway.admin.registry.CertificateUses;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.config.GatewayConfigReader;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.CertificateRegistry;
import org.as2gateway.registry.certs.LoadedCertificates;
import org.as2gateway.registry.revocation.RevocationStatus.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code cert list}: every certificate with its dates. */
@Command(
    name = "list",
    description = {
      "List certificates, their state and their problems.",
      "",
      "In use: we sign or encrypt with it. Accepted: valid for what we receive. Waiting: accepted, and used for sending when the older one is retired or expires. Revoked: not used; only a running gateway that checks revocation knows."
    },
    exitCodeList = "1:A file in certs/ cannot be used.",
    footer = {"", "Example:", "  ./as2 cert list"})
final class CertListCommand extends HomeCommand {
  @Option(names = "--json", description = "Print JSON.")
  private boolean isJson;

  CertListCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    LoadedCertificates loaded =
        new CertificateFolder(home(), shell().environment(), shell().clock()).load();
    Map<String, State> revocations = revocations();
    if (isJson) {
      shell()
          .json(
              loaded.registry().entries().stream()
                  .map(entry -> CertificateJson.of(entry, revocations.get(entry.fingerprint())))
                  .toList());
    } else if (loaded.registry().entries().isEmpty()
        && loaded.registry().authorities().isEmpty()
        && loaded.registry().pgp().entries().isEmpty()) {
      shell().line("no certificates in " + home().resolve("certs"));
    } else {
      print(loaded, revocations);
    }
    loaded
        .problems()
        .forEach(
            problem -> shell().error(home().relativize(problem.file()) + ": " + problem.text()));
    return loaded.problems().stream().allMatch(problem -> problem.isWarning()) ? DONE : FAILED;
  }

  /** What a running gateway knows, by fingerprint; empty if it does not check revocation. */
  private Map<String, State> revocations() {
    Map<String, State> states = new HashMap<>();
    try {
      if (!Files.exists(home().resolve(GatewayConfigReader.FILE))
          || GatewayConfigReader.read(home(), shell().environment()).certificates().revocation()
              == GatewayConfig.Revocation.OFF) {
        return states;
      }
      JsonNode known = Connection.to(home(), shell()).get("/api/v1/certificate-revocations");
      for (JsonNode one : known.path("certificates")) {
        State.parse(one.path("state").asString())
            .ifPresent(state -> states.put(one.path("fingerprint").asString(), state));
      }
    } catch (ConfigException | IOException | CommandFailure e) {
      shell().error("revocation is not shown: " + e.getMessage());
    }
    return states;
  }

  private void print(LoadedCertificates loaded, Map<String, State> revocations) {
    Instant now = shell().clock().instant();
    Table table = new Table("ALIAS", "OWN", "FINGERPRINT", "UNTIL", "DAYS", "STATE", "SUBJECT");
    for (CertificateEntry entry : loaded.registry().entries()) {
      boolean isRevoked = revocations.get(entry.fingerprint()) == State.REVOKED;
      add(table, entry, isRevoked ? "revoked" : state(loaded.registry(), entry, now), now);
    }
    for (CertificateEntry entry : loaded.registry().authorities()) {
      add(table, entry, "authority", now);
    }
    if (!loaded.registry().entries().isEmpty() || !loaded.registry().authorities().isEmpty()) {
      table.lines().forEach(shell()::line);
    }
    if (!loaded.registry().pgp().entries().isEmpty()) {
      shell().line("OpenPGP keys");
      PgpListCommand.table(loaded.registry().pgp(), now).lines().forEach(shell()::line);
    }
  }

  private static void add(Table table, CertificateEntry entry, String state, Instant now) {
    Instant end = entry.certificate().getNotAfter().toInstant();
    table.add(
        entry.alias(),
        entry.isOwn() ? "yes" : "",
        entry.fingerprint().substring(0, 16),
        end.toString().substring(0, 10),
        Long.toString(Duration.between(now, end).toDays()),
        state,
        entry.certificate().getSubjectX500Principal().getName());
  }

  private static String state(CertificateRegistry registry, CertificateEntry entry, Instant now) {
    if (entry.retired().filter(at -> !at.isAfter(now)).isPresent()) {
      return "retired";
    }
    if (now.isAfter(entry.certificate().getNotAfter().toInstant())) {
      return "expired";
    }
    if (now.isBefore(entry.certificate().getNotBefore().toInstant())) {
      return "not yet valid";
    }
    return entry
        .activeFrom()
        .filter(from -> from.isAfter(now))
        .map(from -> "from " + from)
        .orElseGet(() -> use(registry, entry, now));
  }

  /** What a valid certificate is used for, beside others of its alias. */
  private static String use(CertificateRegistry registry, CertificateEntry entry, Instant now) {
    if (isSending(registry, entry, now)) {
      return "in use";
    }
    Instant begin = entry.certificate().getNotBefore().toInstant();
    boolean isNewest =
        registry.entries().stream()
            .filter(other -> other.alias().equals(entry.alias()))
            .filter(other -> isSending(registry, other, now))
            .noneMatch(other -> begin.isBefore(other.certificate().getNotBefore().toInstant()));
    boolean isForSending =
        entry.uses().contains(entry.isOwn() ? CertificateUse.SIGN : CertificateUse.ENCRYPT);
    return isNewest && isForSending ? "waiting" : "accepted";
  }

  private static boolean isSending(
      CertificateRegistry registry, CertificateEntry entry, Instant now) {
    CertificateUses uses = CertificateUses.of(registry, entry, now);
    return uses.sign() || uses.encrypt();
  }
}
