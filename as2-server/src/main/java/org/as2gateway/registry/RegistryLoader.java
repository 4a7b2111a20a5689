package org.as2gateway.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.registry.Problem.Severity;
import org.as2gateway.registry.certs.CertificateProblem;
import org.as2gateway.registry.certs.LoadedCertificates;
import org.as2gateway.registry.partnerships.FileProblem;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipFile;
import org.as2gateway.registry.partnerships.PartnershipRegistry;
import org.as2gateway.registry.partnerships.PartnershipXml;
import org.as2gateway.store.payload.HomeFolders;

/**
 * Reads {@code partnerships.xml} and {@code certs/} of a home into one {@link Registry}: the former
 * all or nothing, of the latter what can be read. Safe for many threads.
 */
public final class RegistryLoader {
  private static final String FILE = "partnerships.xml";

  /** What became of a load. */
  public sealed interface Outcome {
    /**
     * A state that holds, with whatever is incomplete in it.
     *
     * @param registry the state
     * @param text {@code partnerships.xml} as it was read
     */
    record Loaded(Registry registry, String text) implements Outcome {}

    /**
     * {@code partnerships.xml} is missing or has errors.
     *
     * @param problems errors and warnings of the file
     */
    record Refused(List<Problem> problems) implements Outcome {
      /** Copies the list. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  private final Path home;
  private final Supplier<LoadedCertificates> certificates;
  private final Clock clock;

  /**
   * A loader of that home.
   *
   * @param certificates reads {@code certs/} anew at each call
   */
  public RegistryLoader(Path home, Supplier<LoadedCertificates> certificates, Clock clock) {
    this.home = home.toAbsolutePath().normalize();
    this.certificates = certificates;
    this.clock = clock;
  }

  /** The home folder, absolute. */
  Path home() {
    return home;
  }

  /** Reads both anew. */
  public Outcome load() {
    byte[] content;
    try {
      content = PartnershipXml.content(home.resolve(FILE));
    } catch (NoSuchFileException e) {
      return refused(
          "not found in "
              + home
              + ", expected the list of partners: './as2 init DIR --as2-id ID' creates a home with"
              + " one");
    } catch (IOException e) {
      return refused("cannot be read: " + e);
    }
    PartnershipXml.Reading reading = PartnershipXml.read(content);
    if (reading instanceof PartnershipXml.Reading.Accepted accepted) {
      return new Outcome.Loaded(registry(accepted), accepted.text());
    }
    return new Outcome.Refused(fileProblems(reading.problems()));
  }

  /**
   * The registry as an earlier text of the file says it, with the certificates of now.
   *
   * @return empty if that text does not load
   */
  Optional<Registry> load(String earlier) {
    byte[] content = PartnershipFile.encoded(earlier);
    return PartnershipXml.read(content) instanceof PartnershipXml.Reading.Accepted accepted
        ? Optional.of(registry(accepted))
        : Optional.empty();
  }

  /**
   * What is sound of the file, for a start that has no earlier state to go on with: entries with
   * errors are left out or incomplete, and of a file that is no XML nothing is left. The problems
   * say so.
   */
  Registry loadSound() {
    try {
      PartnershipXml.Reading reading =
          PartnershipXml.readSound(PartnershipXml.content(home.resolve(FILE)));
      return reading instanceof PartnershipXml.Reading.Accepted accepted
          ? registry(accepted)
          : empty(fileProblems(reading.problems()));
    } catch (IOException e) {
      return empty(((Outcome.Refused) refused("cannot be read: " + e)).problems());
    }
  }

  /** Whether there is a file at all. */
  boolean hasFile() {
    return Files.exists(home.resolve(FILE));
  }

  private Registry empty(List<Problem> problems) {
    LoadedCertificates loaded = certificates.get();
    List<Problem> all = new ArrayList<>(problems);
    loaded.problems().forEach(p -> all.add(certificateProblem(p)));
    return new Registry(PartnershipRegistry.EMPTY, loaded.registry(), all);
  }

  private static Outcome refused(String text) {
    return new Outcome.Refused(List.of(new Problem(Severity.ERROR, FILE, Optional.empty(), text)));
  }

  private Registry registry(PartnershipXml.Reading.Accepted accepted) {
    LoadedCertificates loaded = certificates.get();
    Registry bare =
        new Registry(
            accepted.registry(),
            loaded.registry(),
            List.of(),
            new HomeTransportFiles(new HomeFolders(home)));
    List<Problem> problems = new ArrayList<>(fileProblems(accepted.problems()));
    loaded.problems().forEach(p -> problems.add(certificateProblem(p)));
    problems.addAll(new Shortcomings(bare, accepted, clock.instant()).problems());
    problems.addAll(unusableTrust(bare, accepted, problems));
    return bare.with(problems);
  }

  private static List<Problem> fileProblems(List<FileProblem> problems) {
    return problems.stream()
        .map(
            p ->
                new Problem(
                    p.isError() ? Severity.ERROR : Severity.WARNING,
                    p.subject(),
                    Optional.of(FILE + ":" + p.line()),
                    p.text()))
        .toList();
  }

  private Problem certificateProblem(CertificateProblem problem) {
    Path file = problem.file().toAbsolutePath().normalize();
    String name = (file.startsWith(home) ? home.relativize(file) : file).toString();
    return new Problem(
        problem.isWarning() ? Severity.WARNING : Severity.ERROR,
        name,
        Optional.empty(),
        problem.text());
  }

  /**
   * Files of {@code gw.tls_trust} that cannot be used, where no connection needs them now; what a
   * connection would fail for is among the shortcomings already.
   */
  private static List<Problem> unusableTrust(
      Registry registry, PartnershipXml.Reading.Accepted accepted, List<Problem> known) {
    List<Problem> problems = new ArrayList<>();
    for (Partnership partnership : accepted.registry().partnerships()) {
      String subject = Problem.partnership(partnership.name());
      partnership
          .transport()
          .tlsTrust()
          .flatMap(file -> registry.files().trustProblem(file).map(why -> file + "' " + why))
          .map(text -> "gw.tls_trust: 'certs/" + text)
          .filter(
              text ->
                  known.stream()
                      .noneMatch(p -> p.subject().equals(subject) && p.text().contains(text)))
          .ifPresent(
              text ->
                  problems.add(
                      new Problem(
                          Severity.WARNING,
                          subject,
                          Optional.ofNullable(accepted.partnershipLines().get(partnership.name()))
                              .map(line -> FILE + ":" + line),
                          text)));
    }
    return problems;
  }
}
