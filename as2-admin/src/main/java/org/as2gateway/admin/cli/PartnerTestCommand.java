package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.admin.client.GatewayClient.Submission;
import org.as2gateway.admin.client.GatewayNotRunningException;
import org.as2gateway.admin.doctor.Finding;
import org.as2gateway.admin.doctor.PartnerChecks;
import org.as2gateway.admin.doctor.Section;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.admin.partners.PartnerReport;
import org.as2gateway.admin.setup.TestFile;
import org.as2gateway.config.ConfigException;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code partner test}: the way to a partner, then a real message. */
@Command(
    name = "test",
    description = {
      "Test the connection to a partner and send a test file with a receipt.",
      "",
      "The test file is a small text marked as a test; the partner receives it like any other file. Without a running gateway, only the connection is tested. SFTP and PDX have no receipts: there, a test file is sent and no more."
    },
    exitCodeList = "1:A check failed, or the test file has no valid receipt.",
    footer = {
      "",
      "Examples:",
      "  ./as2 partner test acme",
      "  ./as2 partner test acme --partnership my-company-to-acme-test",
      "  ./as2 partner test acme --round-trip"
    })
final class PartnerTestCommand extends HomeCommand {
  @Parameters(paramLabel = "NAME", description = "Partner name.")
  private String name = "";

  @Option(
      names = "--partnership",
      paramLabel = "NAME",
      description = "Partnership to send the test file on, if there are several to the partner.")
  private Optional<String> wanted = Optional.empty();

  @Option(
      names = "--round-trip",
      description =
          "With SFTP to the partner's server: also upload a small file, rename it, read it back,"
              + " and remove it.")
  private boolean hasRoundTrip;

  PartnerTestCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws ConfigException, IOException, CommandFailure {
    Registry registry = HomeRegistry.read(home(), shell().environment(), shell().clock());
    Partner partner = PartnerText.find(registry, name);
    Optional<String> partnership = partnership(PartnerReport.outbound(registry, partner));
    boolean isGood = true;
    PartnerChecks exam =
        new PartnerChecks(
            home(), registry, proxies(registry), shell().environment(), shell().clock());
    for (Section section : (hasRoundTrip ? exam.withRoundTrip() : exam).examine(partner)) {
      isGood &= !section.hasFailed();
      shell().line(section.title());
      for (Finding finding : section.findings()) {
        String mark = finding.verdict().mark();
        shell().line("  " + mark + " " + finding.subject() + ": " + finding.text());
      }
    }
    boolean isSent = send(registry, partnership);
    return isGood && isSent ? DONE : FAILED;
  }

  /** The partnership that is meant; empty if there is none. */
  private Optional<String> partnership(List<String> known) {
    if (wanted.isPresent() && !known.contains(wanted.get())) {
      throw wrongUsage(
          "'"
              + wanted.get()
              + "' is not a partnership to '"
              + name
              + "'"
              + (known.isEmpty() ? "" : "; there is " + String.join(", ", known)));
    }
    if (wanted.isEmpty() && known.size() > 1) {
      throw wrongUsage(
          OutboundPartnership.several(name, known) + "; name one of them with --partnership");
    }
    return wanted.or(() -> known.stream().findFirst());
  }

  private boolean send(Registry registry, Optional<String> partnership)
      throws ConfigException, IOException {
    if (partnership.isEmpty()) {
      shell().error("there is no outbound partnership to '" + name + "'; nothing was sent");
      return false;
    }
    Optional<String> refusal =
        registry.partnerships().partnership(partnership.get()).flatMap(TestFile::refusal);
    if (refusal.isPresent()) {
      shell().line("no test file was sent: " + refusal.get());
      return true;
    }
    Instant now = shell().clock().instant();
    Path folder = Files.createTempDirectory("as2-test-");
    Path file = folder.resolve(TestFile.name(now));
    try {
      Files.writeString(file, TestFile.text(partnership.get(), now), StandardCharsets.UTF_8);
      GatewayClient client = Connection.to(home(), shell());
      Submission submission =
          new Submission(partnership.get(), file, Optional.of("text/plain"), Optional.empty());
      JsonNode taken = client.submit(submission, octets -> {});
      ReceiptWait wait = new ReceiptWait(shell(), client);
      JsonNode message = wait.untilEnd(taken.path("id").asString(), "test file");
      wait.lines(message, "test file").forEach(shell()::line);
      return wait.isGood(message);
    } catch (GatewayNotRunningException | CommandFailure e) {
      shell().line("no test file was sent: " + e.getMessage());
      return true;
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }
}
