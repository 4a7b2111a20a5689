package org.as2gateway.admin.home;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.as2gateway.config.ConfigException;
import org.as2gateway.registry.Problem;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.RegistryLoader;
import org.as2gateway.registry.RegistryLoader.Outcome;
import org.as2gateway.registry.certs.CertificateFolder;

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
      throws ConfigException {
    CertificateFolder certificates = new CertificateFolder(home, environment, clock);
    Outcome outcome = new RegistryLoader(home, certificates::load, clock).load();
    if (outcome instanceof Outcome.Loaded loaded) {
      return loaded.registry();
    }
    throw new ConfigException(
        ((Outcome.Refused) outcome)
            .problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .map(Problem::sentence)
                .toList());
  }
}
