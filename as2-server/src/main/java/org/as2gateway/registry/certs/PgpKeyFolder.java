package org.as2gateway.registry.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.pgp.PgpKey;
import org.as2gateway.pgp.PgpKeyFile;
import org.as2gateway.pgp.PgpNewKey;

/**
 * What operators do to the OpenPGP keys of {@code certs/}: make, import, export, activate, retire.
 * Works on the files alone, as {@link CertificateFolder} does.
 */
public final class PgpKeyFolder {
  private static final int LONGEST_LABEL = 40;
  private static final int SHORT = 8;

  private final CertificateFolder certificates;
  private final Clock clock;

  PgpKeyFolder(CertificateFolder certificates, Clock clock) {
    this.certificates = certificates;
    this.clock = clock;
  }

  /**
   * A key that somebody offers.
   *
   * @param key the public part
   * @param isSecret whether the secret part is with it
   * @param refusal why it cannot be imported; empty if it can
   * @param isUpdate whether the alias has an older state of the same key
   */
  public record Offer(PgpKey key, boolean isSecret, Optional<String> refusal, boolean isUpdate) {}

  /** Everything as it stands now. */
  public PgpKeyRing load() {
    return certificates.load().registry().pgp();
  }

  /**
   * Makes a key of our own, protected by the password of the home.
   *
   * @param activeFrom from when on it is used outbound; empty to wait until older ones end
   * @throws CertsException if the alias is no safe name or a partner's, or the wish cannot be met
   */
  public PgpEntry newKey(String alias, PgpNewKey wanted, Optional<Instant> activeFrom)
      throws CertsException, IOException {
    AliasName.check(alias);
    refusePartner(alias);
    KeyStorePassword password = certificates.passwordForNewKeys();
    String text = wanted.generate(clock.instant(), password.toChars());
    PgpKey key = parse(text).key();
    CertificateLines lines = new CertificateLines(Optional.empty(), activeFrom, Optional.empty());
    write(target(alias, key), lines, text, true);
    return find(alias, key.fingerprint());
  }

  /**
   * Looks at keys that are meant for an alias, without taking them.
   *
   * @throws CertsException if there is none in it
   */
  public List<Offer> inspect(String alias, byte[] content) throws CertsException {
    List<Offer> offers = new ArrayList<>();
    for (PgpKeyFile.Found found : PgpKeyFile.parse(content).keys()) {
      offers.add(
          new Offer(
              found.key(), found.isSecret(), refusal(alias, found), present(alias, found.key())));
    }
    return offers;
  }

  private boolean present(String alias, PgpKey key) {
    return load().entries(alias).stream().anyMatch(e -> e.fingerprint().equals(key.fingerprint()));
  }

  /** Why it cannot go there; empty if it can. */
  private Optional<String> refusal(String alias, PgpKeyFile.Found found) {
    PgpKey key = found.key();
    Instant now = clock.instant();
    List<PgpEntry> there = load().entries(alias);
    if (key.isRevoked(now) && !present(alias, key)) {
      return Optional.of("it was revoked by its owner; ask for the new key");
    }
    if (key.abilities().isEmpty()) {
      return Optional.of("it can neither sign nor encrypt, or is too weak; ask for a new key");
    }
    if (key.uses(now).isEmpty() && !key.isRevoked(now) && !now.isBefore(key.created())) {
      return Optional.of(
          key.abilities().stream()
              .flatMap(use -> key.refusal(use, now).stream())
              .findFirst()
              .orElse("it cannot be used now"));
    }
    if (!found.isSecret() && there.stream().anyMatch(PgpEntry::isOwn)) {
      return Optional.of(
          "alias '%s' holds OpenPGP keys of ours; import a partner's key into the partner's alias"
              .formatted(alias));
    }
    return Optional.empty();
  }

  /**
   * What became of the keys of a file.
   *
   * @param added keys now in {@code certs/}
   * @param known what was there already
   * @param refusals what was left out and why
   */
  record Taken(List<PgpEntry> added, List<String> known, List<String> refusals) {}

  /**
   * Takes the keys of a file: public ones of a partner, or secret ones of ours, which it protects
   * with the password of the home. A newer state of a key replaces the older one.
   *
   * @param name what to call the file in what is said of it
   */
  Taken take(String alias, String name, byte[] content, ImportOptions options)
      throws CertsException, IOException {
    Taken taken = new Taken(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (PgpKeyFile.Found found : PgpKeyFile.parse(content).keys()) {
      String called = "'%s': OpenPGP key '%s': ".formatted(name, found.key().name());
      Optional<String> refusal = refusal(alias, found);
      if (refusal.isPresent()) {
        taken.refusals.add(called + refusal.get());
      } else if (isSame(alias, found)) {
        taken.known.add(
            called + "it is already registered, fingerprint " + found.key().fingerprint());
      } else {
        take(alias, found, options);
        taken.added.add(find(alias, found.key().fingerprint()));
      }
    }
    return taken;
  }

  private boolean isSame(String alias, PgpKeyFile.Found found) {
    return load().entries(alias).stream()
        .anyMatch(e -> e.key().equals(found.key()) && e.isOwn() == found.isSecret());
  }

  private void take(String alias, PgpKeyFile.Found found, ImportOptions options)
      throws CertsException, IOException {
    String text = found.isSecret() ? protectedKey(alias, found, options) : found.key().toArmor();
    for (PgpEntry before : load().entries(alias)) {
      if (before.fingerprint().equals(found.key().fingerprint())) {
        replace(before, found, options, text);
        return;
      }
    }
    Path file = target(alias, found.key());
    if (Files.exists(file)) {
      throw new CertsException("'" + file + "' already exists; move it away first");
    }
    write(file, options.lines(), text, found.isSecret());
  }

  private String protectedKey(String alias, PgpKeyFile.Found found, ImportOptions options)
      throws CertsException, IOException {
    refusePartner(alias);
    KeyStorePassword home = certificates.passwordForNewKeys();
    try {
      return found.protect(options.keyStorePassword().orElse(home).toChars(), home.toChars());
    } catch (CertsException e) {
      throw e.isWrongPassword()
          ? new CertsException(
              "wrong pass phrase; set the pass phrase of the key in AS2_IMPORT_PASSWORD, or enter"
                  + " it on the page",
              e)
          : e;
    }
  }

  private static void replace(
      PgpEntry before, PgpKeyFile.Found found, ImportOptions options, String text)
      throws CertsException, IOException {
    if (PgpKeyFile.parse(CertificateFile.bytes(before.file())).keys().size() > 1) {
      throw new CertsException(
          "'%s' has an older state of the key beside other keys: replace that file yourself"
              .formatted(before.file().getFileName()));
    }
    if (before.isOwn() && !found.isSecret()) {
      throw new CertsException(
          "its secret part is here; export it with the change and import that");
    }
    CertificateLines dates =
        new CertificateLines(Optional.empty(), before.activeFrom(), before.retired());
    write(before.file(), options.lines().or(dates), text, found.isSecret());
  }

  /** The public keys of an alias that are not retired, as text to hand to a partner. */
  public String exportArmor(String alias) throws CertsException {
    Instant now = clock.instant();
    StringBuilder text = new StringBuilder();
    load().entries(alias).stream()
        .filter(e -> !e.isRetired(now))
        .forEach(e -> text.append(e.key().toArmor()));
    if (text.isEmpty()) {
      throw new CertsException("alias '%s' has no OpenPGP key; run 'pgp list'".formatted(alias));
    }
    return text.toString();
  }

  /** Uses a key outbound from that time on. */
  public PgpEntry activate(String alias, String digits, Instant from)
      throws CertsException, IOException {
    PgpEntry entry = find(alias, digits);
    if (entry.retired().filter(at -> !at.isAfter(from)).isPresent()) {
      throw new CertsException(
          "OpenPGP key %s of '%s' is retired then; put it back first"
              .formatted(entry.fingerprint(), alias));
    }
    return setLine(entry, CertificateLines.ACTIVE_FROM, Optional.of(from));
  }

  /** Stops the use of a key from that time on. */
  public PgpEntry retire(String alias, String digits, Instant at)
      throws CertsException, IOException {
    return setLine(find(alias, digits), CertificateLines.RETIRED, Optional.of(at));
  }

  /** Uses a key again that is retired, or is to be. */
  public PgpEntry putBack(String alias, String digits) throws CertsException, IOException {
    return setLine(find(alias, digits), CertificateLines.RETIRED, Optional.empty());
  }

  /** The one key of the alias with these digits. */
  public PgpEntry find(String alias, String digits) throws CertsException {
    String plain = Fingerprint.normalise(digits);
    List<PgpEntry> found = load().entries(alias).stream().filter(e -> e.isMeant(plain)).toList();
    if (found.size() != 1) {
      throw new CertsException(
          found.isEmpty()
              ? "alias '%s' has no OpenPGP key '%s'; run 'pgp list'".formatted(alias, digits)
              : "alias '%s' has %d OpenPGP keys with '%s'; enter more digits"
                  .formatted(alias, found.size(), digits));
    }
    return found.get(0);
  }

  /** Cancels a switch to a key that is still to come. */
  public PgpEntry unschedule(String alias, String digits) throws CertsException, IOException {
    PgpEntry entry = find(alias, digits);
    if (entry.activeFrom().filter(from -> from.isAfter(clock.instant())).isEmpty()) {
      throw new CertsException(
          "no switch to OpenPGP key %s of '%s' is scheduled".formatted(digits, alias));
    }
    return setLine(entry, CertificateLines.ACTIVE_FROM, Optional.empty());
  }

  private PgpEntry setLine(PgpEntry entry, String key, Optional<Instant> at)
      throws CertsException, IOException {
    String text = new String(CertificateFile.bytes(entry.file()), StandardCharsets.ISO_8859_1);
    PgpKeyFile.Found found =
        PgpKeyFile.parse(text.getBytes(StandardCharsets.ISO_8859_1)).keys().stream()
            .filter(f -> f.key().fingerprint().equals(entry.fingerprint()))
            .findFirst()
            .orElseThrow(() -> new CertsException("the key has left its file; run 'pgp list'"));
    if (found.blockStart() < 0) {
      throw new CertsException(
          "'%s' has no text above the key; import the file with './as2 cert import' instead"
              .formatted(entry.file().getFileName()));
    }
    List<String> lines =
        Stream.concat(
                found.lines().stream().filter(line -> !CertificateLines.isLine(line, key)),
                at.stream().map(time -> key + ": " + time))
            .toList();
    String above = String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
    String whole =
        text.substring(0, found.textStart())
            + (found.textStart() > 0 ? "\n" : "")
            + above.stripLeading()
            + text.substring(found.blockStart());
    SafeFile.write(entry.file(), whole.getBytes(StandardCharsets.ISO_8859_1));
    return find(entry.alias(), entry.fingerprint());
  }

  private void refusePartner(String alias) throws CertsException {
    certificates.refusePartner(alias);
    if (load().entries(alias).stream().anyMatch(e -> !e.isOwn())) {
      throw new CertsException(
          "alias '%s' contains a partner's OpenPGP keys, expected another alias for our key"
              .formatted(alias));
    }
  }

  private static PgpKeyFile.Found parse(String text) throws CertsException {
    return PgpKeyFile.parse(text.getBytes(StandardCharsets.ISO_8859_1)).keys().get(0);
  }

  private Path target(String alias, PgpKey key) {
    String label =
        key.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String cut = label.substring(0, Math.min(label.length(), LONGEST_LABEL));
    return certificates
        .home()
        .resolve("certs")
        .resolve(alias)
        .resolve(
            (cut.isEmpty() ? "key" : cut)
                + "-"
                + key.fingerprint().substring(key.fingerprint().length() - SHORT)
                + ".asc");
  }

  private static void write(Path file, CertificateLines lines, String text, boolean isSecret)
      throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    String above = String.join("\n", lines.toText());
    byte[] whole =
        ((above.isEmpty() ? "" : above + "\n") + text).getBytes(StandardCharsets.US_ASCII);
    if (isSecret) {
      SafeFile.writePrivate(file, whole);
    } else {
      SafeFile.write(file, whole);
    }
  }
}
