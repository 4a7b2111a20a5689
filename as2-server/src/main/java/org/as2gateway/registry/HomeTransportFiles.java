package org.as2gateway.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import org.as2gateway.partnership.Partnership;
import org.as2gateway.payload.HomeFolders;

/** The files as they lie in a home now. */
final class HomeTransportFiles implements TransportFiles {
  private final Path certs;
  private final BasicPasswords passwords;

  HomeTransportFiles(HomeFolders folders) {
    this.certs = folders.certs();
    this.passwords = new BasicPasswords(folders);
  }

  @Override
  public Optional<String> trustProblem(String file) {
    try (InputStream in = Files.newInputStream(certs.resolve(file))) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()
          ? Optional.of("holds no certificate")
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.of("does not exist");
    } catch (IOException | CertificateException e) {
      return Optional.of("cannot be read as certificates");
    }
  }

  @Override
  public Optional<String> passwordProblem(Partnership partnership, URI url) {
    return passwords.problem(partnership, url);
  }
}
