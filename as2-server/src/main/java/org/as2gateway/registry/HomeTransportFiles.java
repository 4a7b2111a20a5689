package org.as2gateway.registry;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.registry.certs.TrustFile;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.payload.HomeFolders;

/** The files as they lie in a home now. */
final class HomeTransportFiles implements TransportFiles {
  private final Path certs;
  private final Path secrets;
  private final BasicPasswords passwords;

  HomeTransportFiles(HomeFolders folders) {
    this.certs = folders.certs();
    this.secrets = folders.secrets();
    this.passwords = new BasicPasswords(folders);
  }

  @Override
  public Optional<String> trustProblem(String file) {
    Path path = certs.resolve(file);
    if (Files.notExists(path)) {
      return Optional.of("does not exist");
    }
    try {
      TrustFile.read(path); // as connections read it
      return Optional.empty();
    } catch (CertsException e) {
      return Optional.of("cannot be used: " + e.getMessage());
    }
  }

  @Override
  public Optional<String> passwordProblem(Partnership partnership, URI url) {
    return passwords.problem(partnership, url);
  }

  @Override
  public Optional<String> secretProblem(String file) {
    Path path = secrets.resolve(file);
    if (!Files.isRegularFile(path)) {
      return Optional.of("does not exist");
    }
    try {
      return Files.size(path) == 0 ? Optional.of("is empty") : Optional.empty();
    } catch (IOException e) {
      return Optional.of("cannot be read: " + e.getMessage());
    }
  }
}
