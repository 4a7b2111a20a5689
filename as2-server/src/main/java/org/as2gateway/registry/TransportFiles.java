package org.as2gateway.registry;

import java.net.URI;
import java.util.Optional;
import org.as2gateway.registry.partnerships.Partnership;

/** The files of a home, besides keys and certificates, without which a connection fails. */
public interface TransportFiles {
  /** Nothing is known of any file, so nothing is wrong with it. */
  TransportFiles UNKNOWN =
      new TransportFiles() {
        @Override
        public Optional<String> trustProblem(String file) {
          return Optional.empty();
        }

        @Override
        public Optional<String> passwordProblem(Partnership partnership, URI url) {
          return Optional.empty();
        }

        @Override
        public Optional<String> secretProblem(String file) {
          return Optional.empty();
        }
      };

  /** Why a file of trusted certificates under {@code certs/} cannot be used; empty if it can. */
  Optional<String> trustProblem(String file);

  /** Why there is no password of HTTP Basic for that URL; empty if there is one. */
  Optional<String> passwordProblem(Partnership partnership, URI url);

  /**
   * What is wrong with a file under {@code data/secrets/}, as what it does: {@code does not exist};
   * empty if nothing is.
   */
  Optional<String> secretProblem(String file);
}
