package org.as2gateway.admin.station;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.certs.CertificateFolder;
import org.as2gateway.certs.CertificateProblem;
import org.as2gateway.certs.LoadedCertificates;
import org.as2gateway.config.ConfigException;
import org.as2gateway.partnership.FileProblem;
import org.as2gateway.partnership.PartnershipRegistry;
import org.as2gateway.partnership.PartnershipXml;
import org.as2gateway.registry.Problem;
import org.as2gateway.registry.Problem.Severity;
import org.as2gateway.registry.Registry;

/** The registry of a home as its files are now, with or without a running gateway. */
public final class HomeRegistry {
  /** The file of partners and partnerships. */
  public static final String FILE = "partnerships.xml";

  private HomeRegistry() {}

  /**
   * Reads the files.
   *
   * @throws ConfigException with every error of {@code partnerships.xml}, each with its line
   */
  public static Registry read(Path home, Map<String, String> environment, Clock clock)
      throws ConfigException, IOException {
    LoadedCertificates certificates = new CertificateFolder(home, environment, clock).load();
    List<Problem> problems = new ArrayList<>();
    PartnershipRegistry partnerships = partnerships(home.resolve(FILE), problems);
    certificates.problems().forEach(problem -> problems.add(problem(home, problem)));
    return new Registry(partnerships, certificates.registry(), problems);
  }

  private static PartnershipRegistry partnerships(Path file, List<Problem> problems)
      throws ConfigException, IOException {
    try {
      PartnershipXml.Reading reading = PartnershipXml.read(PartnershipXml.content(file));
      if (reading instanceof PartnershipXml.Reading.Accepted accepted) {
        accepted.problems().forEach(problem -> problems.add(problem(problem)));
        return accepted.registry();
      }
      throw new ConfigException(
          reading.problems().stream()
              .filter(FileProblem::isError)
              .map(
                  problem ->
                      FILE
                          + ":"
                          + problem.line()
                          + ": "
                          + problem.subject()
                          + ": "
                          + problem.text())
              .toList());
    } catch (NoSuchFileException e) {
      return new PartnershipRegistry(List.of(), List.of());
    }
  }

  private static Problem problem(FileProblem problem) {
    return new Problem(
        problem.isError() ? Severity.ERROR : Severity.WARNING,
        problem.subject(),
        Optional.of(FILE + ":" + problem.line()),
        problem.text());
  }

  private static Problem problem(Path home, CertificateProblem problem) {
    String file = home.relativize(problem.file()).toString();
    return new Problem(
        problem.isWarning() ? Severity.WARNING : Severity.ERROR,
        file,
        Optional.of(file),
        problem.text());
  }
}
