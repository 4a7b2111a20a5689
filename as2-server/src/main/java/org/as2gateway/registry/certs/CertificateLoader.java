package org.as2gateway.registry.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.as2gateway.as2.keys.CertsException;

/**
 * Reads {@code certs/} of a home (design.md §3). A broken file is reported and left out, the rest
 * loads. Safe for many threads.
 */
public final class CertificateLoader {
  private final Path home;
  private final Map<String, String> environment;
  private final UnaryOperator<PrivateKey> keyImport;
  private final KeyAbilities abilities = new KeyAbilities();

  /**
   * A loader for a home.
   *
   * @param environment where the key stores' password is looked for first
   * @param keyImport hands every private key over to the provider that will use it
   */
  public CertificateLoader(
      Path home, Map<String, String> environment, UnaryOperator<PrivateKey> keyImport) {
    this.home = home;
    this.environment = Map.copyOf(environment);
    this.keyImport = keyImport;
  }

  /** A loader with the variables of this process, and keys as the JDK holds them. */
  public CertificateLoader(Path home) {
    this(home, System.getenv(), UnaryOperator.identity());
  }

  /** Reads everything anew. A missing folder is an empty one. */
  public LoadedCertificates load() {
    List<CertificateProblem> problems = new ArrayList<>();
    Map<String, AliasItems> aliases = new LinkedHashMap<>();
    Set<String> own = new HashSet<>();
    Map<String, List<PgpItem>> pgp = new LinkedHashMap<>();
    Optional<KeyStorePassword> password = password(problems);
    for (Path folder : folders(problems)) {
      AliasFolder alias = new AliasFolder(folder, password, keyImport, abilities).read();
      String name = String.valueOf(folder.getFileName());
      aliases.put(name, alias.items());
      problems.addAll(alias.problems());
      PgpAlias keys = new PgpAlias(folder, password).read();
      pgp.put(name, keys.items());
      problems.addAll(keys.problems());
      if (alias.isOwn()) {
        own.add(name);
      }
    }
    return new LoadedCertificates(
        new FolderCertificates(aliases, own, new PgpKeyRing(pgp)), problems);
  }

  private Optional<KeyStorePassword> password(List<CertificateProblem> problems) {
    Path file = KeyStorePassword.file(home);
    if (SafeFile.isOpenToOthers(file)) {
      problems.add(
          new CertificateProblem(
              file, true, "other users can read this password, set its mode to 0600"));
    }
    try {
      return KeyStorePassword.find(home, environment);
    } catch (CertsException e) {
      problems.add(new CertificateProblem(file, false, e.getMessage()));
      return Optional.empty();
    }
  }

  private List<Path> folders(List<CertificateProblem> problems) {
    Path certs = home.resolve("certs");
    if (Files.notExists(certs)) {
      return List.of();
    }
    try (var all = Files.list(certs)) {
      return all.filter(Files::isDirectory)
          .filter(folder -> isAlias(String.valueOf(folder.getFileName())))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      problems.add(new CertificateProblem(certs, false, "the folder cannot be read: " + e));
      return List.of();
    }
  }

  private static boolean isAlias(String name) {
    return !name.startsWith(".") && !AliasName.isReserved(name);
  }
}
