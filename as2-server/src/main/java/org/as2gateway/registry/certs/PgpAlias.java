package org.as2gateway.registry.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.pgp.PgpKeyFile;
import org.as2gateway.pgp.PgpOwnKey;
import org.jspecify.annotations.Nullable;

/** Reads the OpenPGP keys in the folder of one alias; a broken file is reported and left out. */
final class PgpAlias {
  private static final Set<String> FILES = Set.of("asc", "gpg", "pgp");

  private final String alias;
  private final Path folder;
  private final Optional<KeyStorePassword> password;
  private final List<CertificateProblem> problems = new ArrayList<>();
  private final Map<String, PgpItem> items = new LinkedHashMap<>();

  PgpAlias(Path folder, Optional<KeyStorePassword> password) {
    this.alias = String.valueOf(folder.getFileName());
    this.folder = folder;
    this.password = password;
  }

  static boolean isKeyFile(Path file) {
    return FILES.contains(AliasFolder.extension(file));
  }

  PgpAlias read() {
    try {
      for (Path file : AliasFolder.files(folder)) {
        if (isKeyFile(file)) {
          read(file);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // AliasFolder reads the same folder and reports it
    }
    return this;
  }

  private void read(Path file) {
    try {
      for (PgpKeyFile.Found found : PgpKeyFile.parse(CertificateFile.bytes(file)).keys()) {
        add(file, found);
      }
    } catch (CertsException e) {
      problems.add(new CertificateProblem(file, false, e.getMessage() + "; it is ignored"));
    }
  }

  private void add(Path file, PgpKeyFile.Found found) throws CertsException {
    if (found.isSecret() && SafeFile.isOpenToOthers(file)) {
      warn(file, "other users can read this secret key, set its mode to 0600");
    }
    CertificateLines lines = CertificateLines.parse(found.lines());
    Set<CertificateUse> uses = EnumSet.noneOf(CertificateUse.class);
    uses.addAll(found.key().abilities());
    lines.uses().ifPresent(uses::retainAll);
    if (uses.isEmpty()) {
      throw new CertsException(
          "OpenPGP key '%s' can neither sign nor encrypt, or is too weak; ask for a new one"
              .formatted(found.key().name()));
    }
    PgpOwnKey own = found.isSecret() ? unlock(found) : null;
    PgpItem item =
        new PgpItem(
            new PgpEntry(
                alias, found.key(), uses, lines.activeFrom(), lines.retired(), own != null, file),
            own);
    PgpItem before = items.get(found.key().fingerprint());
    items.put(found.key().fingerprint(), before == null ? item : merged(before, item));
  }

  private PgpOwnKey unlock(PgpKeyFile.Found found) throws CertsException {
    if (password.isEmpty()) {
      throw new CertsException(
          "its pass phrase is unknown: set "
              + KeyStorePassword.VARIABLE
              + " or write it into data/secrets/keystore-password");
    }
    try {
      return found.unlock(password.get().toChars());
    } catch (CertsException e) {
      throw e.isWrongPassword()
          ? new CertsException(
              "the password of the home does not open this secret key: import it with"
                  + " './as2 cert import', with its own pass phrase",
              e)
          : e;
    }
  }

  /** The secret part of one file, the dates of both. */
  private static PgpItem merged(PgpItem one, PgpItem other) {
    PgpEntry first = one.own() == null && other.own() != null ? other.entry() : one.entry();
    @Nullable PgpOwnKey own = one.own() == null ? other.own() : one.own();
    PgpEntry entry =
        new PgpEntry(
            first.alias(),
            first.key(),
            first.uses(),
            one.entry().activeFrom().or(other.entry()::activeFrom),
            one.entry().retired().or(other.entry()::retired),
            own != null,
            first.file());
    return new PgpItem(entry, own);
  }

  private void warn(Path file, String text) {
    problems.add(new CertificateProblem(file, true, text));
  }

  List<PgpItem> items() {
    return List.copyOf(items.values());
  }

  List<CertificateProblem> problems() {
    return List.copyOf(problems);
  }
}
