package org.as2gateway.registry.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.keys.KeyAbility;
import org.as2gateway.as2.keys.OwnKey;
import org.jspecify.annotations.Nullable;

/** Reads the folder of one alias. A broken file is reported and left out, the rest is taken. */
final class AliasFolder {
  private static final Set<String> CERTIFICATES = Set.of("pem", "crt", "cer", "p7b");
  private static final Set<String> MISTAKEN = Set.of("pfx", "jks", "key", "der", "p7c", "p8");

  private final String alias;
  private final Path folder;
  private final Optional<KeyStorePassword> password;
  private final UnaryOperator<PrivateKey> keyImport;
  private final KeyAbilities abilities;
  private final List<CertificateProblem> problems = new ArrayList<>();
  private final Map<String, FoundCertificate> found = new LinkedHashMap<>();
  private boolean hasKeyStore;

  /** A certificate with all that the files of the folder say about it. */
  private record FoundCertificate(
      X509Certificate certificate,
      @Nullable OwnKey key,
      CertificateLines lines,
      KeyAbility ability,
      Path file,
      FileTime modified) {
    /** With what another file adds: the lines, or the key. */
    FoundCertificate and(FoundCertificate other) {
      FoundCertificate keyed = key == null && other.key != null ? other : this;
      return new FoundCertificate(
          certificate, keyed.key, lines.or(other.lines), keyed.ability, keyed.file, modified);
    }
  }

  AliasFolder(
      Path folder,
      Optional<KeyStorePassword> password,
      UnaryOperator<PrivateKey> keyImport,
      KeyAbilities abilities) {
    this.alias = String.valueOf(folder.getFileName());
    this.folder = folder;
    this.password = password;
    this.keyImport = keyImport;
    this.abilities = abilities;
  }

  static String extension(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  static boolean isCertificateFile(Path file) {
    return CERTIFICATES.contains(extension(file));
  }

  /** The regular files of a folder that are nobody's temporary ones, by name. */
  static List<Path> files(Path folder) throws IOException {
    return entries(folder).stream().filter(Files::isRegularFile).toList();
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** Reads all files; what it found is asked for afterwards. */
  AliasFolder read() {
    try {
      for (Path file : entries(folder)) {
        read(file);
      }
    } catch (IOException | UncheckedIOException e) {
      problems.add(new CertificateProblem(folder, false, "the folder cannot be read: " + e));
    }
    return this;
  }

  private void read(Path file) {
    String extension = extension(file);
    try {
      if (extension.equals("p12")) {
        hasKeyStore |= !Files.isDirectory(file);
        readKeys(file);
      } else if (CERTIFICATES.contains(extension)) {
        readCertificates(file);
      } else if (MISTAKEN.contains(extension)) {
        warn(
            file,
            "it is ignored: expected .p12 for keys, or .pem, .crt, .cer or .p7b for"
                + " certificates");
      }
    } catch (CertsException e) {
      problems.add(new CertificateProblem(file, false, e.getMessage() + "; it is ignored"));
    }
  }

  private void readKeys(Path file) throws CertsException {
    if (SafeFile.isOpenToOthers(file)) {
      warn(file, "other users can read this key store, set its mode to 0600");
    }
    byte[] bytes = CertificateFile.bytes(file);
    if (password.isEmpty()) {
      throw new CertsException(
          "its password is unknown: set "
              + KeyStorePassword.VARIABLE
              + " or write it into data/secrets/keystore-password");
    }
    KeyStorePassword secret = password.get();
    OwnKeyFile content = OwnKeyFile.open(bytes, secret);
    content.notes().forEach(note -> warn(file, note));
    for (OwnKey key : content.keys()) {
      add(file, key.certificate(), key, CertificateLines.NONE);
    }
  }

  private void readCertificates(Path file) throws CertsException {
    CertificateFile content = CertificateFile.parse(CertificateFile.bytes(file));
    if (content.hasPrivateKey()) {
      warn(
          file,
          "it contains a private key, which is not used: remove it, because keys belong in"
              + " a .p12");
    }
    for (String problem : content.problems()) {
      problems.add(new CertificateProblem(file, false, problem + "; it is ignored"));
    }
    if (!content.others().isEmpty()) {
      warn(file, "it also contains " + String.join(", ", content.others()) + ", which is not used");
    }
    for (CertificateFile.Found found : content.certificates()) {
      add(file, found.certificate(), null, found.lines());
    }
  }

  private void add(
      Path file, X509Certificate certificate, @Nullable OwnKey key, CertificateLines lines) {
    KeyAbility ability = key == null ? abilities.of(certificate) : KeyAbility.of(key);
    FoundCertificate seen =
        new FoundCertificate(certificate, key, lines, ability, file, modified(file));
    String fingerprint = Fingerprint.of(certificate);
    FoundCertificate before = found.get(fingerprint);
    if (before == null) {
      found.put(fingerprint, seen);
      return;
    }
    if (before.lines.contradicts(lines)) {
      warn(
          file,
          "%s: '%s' has different lines, expected the same lines in both; those apply"
              .formatted(name(certificate), before.file.getFileName()));
    }
    found.put(fingerprint, before.and(seen));
  }

  private void warn(Path file, String text) {
    problems.add(new CertificateProblem(file, true, text));
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0); // gone again; only an order of equals hangs on it
    }
  }

  static String name(X509Certificate certificate) {
    return "certificate '" + certificate.getSubjectX500Principal().getName() + "'";
  }

  /** Whether a key store lies here, readable or not, so that the alias is ours. */
  boolean isOwn() {
    return hasKeyStore;
  }

  List<CertificateProblem> problems() {
    return problems.stream().sorted(Comparator.comparing(CertificateProblem::file)).toList();
  }

  /** The certificates that may serve, and those of authorities. */
  AliasItems items() {
    AliasRoles roles =
        AliasRoles.of(
            found.values().stream()
                .map(
                    s ->
                        new AliasRoles.Member(
                            s.certificate, s.key != null, s.ability, s.lines.uses()))
                .toList());
    List<CertificateItem> items = new ArrayList<>();
    List<CertificateEntry> authorities = new ArrayList<>();
    found.forEach(
        (fingerprint, seen) -> {
          AliasRoles.Role role = roles.of(seen.certificate);
          CertificateEntry entry = entry(fingerprint, seen, role);
          if (role.isAuthority() && seen.key == null) {
            authorities.add(entry);
          } else if (isGood(seen)) {
            role.warnings().forEach(w -> warn(seen.file, name(seen.certificate) + ": " + w));
            OwnKey key = seen.key == null ? null : imported(seen.key);
            items.add(new CertificateItem(entry, key, role.spare(), seen.modified, items.size()));
          }
        });
    return new AliasItems(items, authorities);
  }

  private OwnKey imported(OwnKey key) {
    return new OwnKey(keyImport.apply(key.privateKey()), key.certificate(), key.chain());
  }

  private boolean isGood(FoundCertificate seen) {
    Optional<String> refusal = seen.ability.refusal();
    refusal.ifPresent(
        text ->
            problems.add(
                new CertificateProblem(
                    seen.file, false, name(seen.certificate) + ": " + text + "; it is ignored")));
    return refusal.isEmpty();
  }

  private CertificateEntry entry(String fingerprint, FoundCertificate seen, AliasRoles.Role role) {
    return new CertificateEntry(
        alias,
        seen.certificate,
        fingerprint,
        role.uses(),
        seen.lines.activeFrom(),
        seen.lines.retired(),
        seen.key != null,
        seen.file,
        seen.key == null ? List.of() : seen.key.chain());
  }
}
