package org.as2gateway.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import org.as2gateway.registry.partnerships.PartnershipFile;
import org.as2gateway.registry.partnerships.PartnershipRegistry;

/**
 * Changes of the registry of a running gateway: each is taken up at once and kept as a revision of
 * its author. Safe for many threads.
 */
public final class RegistryEditor {
  private static final int VERSION_DIGITS = 16;

  /** Changes the file, or says why not. */
  public interface Edit {
    /** Does it. */
    void apply(PartnershipFile file) throws EditRefused, IOException;
  }

  private final PartnershipFile file;
  private final RegistryWatcher watcher;
  private final RevisionStore revisions;

  /** An editor of that file, which the watcher follows. */
  public RegistryEditor(PartnershipFile file, RegistryWatcher watcher, RevisionStore revisions) {
    this.file = file;
    this.watcher = watcher;
    this.revisions = revisions;
  }

  /** An editor of the file of that home; see {@link RegistryWatcher#isProvisional}. */
  public static RegistryEditor of(Path home, RegistryWatcher watcher, RevisionStore revisions) {
    Path file = home.resolve("partnerships.xml");
    return new RegistryEditor(
        new PartnershipFile(file, watcher::isProvisional), watcher, revisions);
  }

  /**
   * Changes the file and takes it up.
   *
   * @param author whom the revision names
   * @throws EditRefused if the change cannot be made; nothing is changed then
   */
  public synchronized void change(String author, Edit edit) throws EditRefused, IOException {
    edit.apply(file);
    takeUp(author);
  }

  /** What the file would say with those entries; see {@link PartnershipFile#preview}. */
  public PartnershipRegistry preview(
      List<PartnerEntry> partners, List<PartnershipEntry> partnerships)
      throws EditRefused, IOException {
    return file.preview(partners, partnerships);
  }

  /**
   * Takes up files that somebody has just changed, such as certificates.
   *
   * @throws EditRefused if they do not load
   */
  public synchronized void takeUp(String author) throws EditRefused {
    List<Problem> problems = watcher.reload(author);
    if (!problems.isEmpty()) {
      throw new EditRefused(
          Reason.INVALID,
          problems.stream().map(Problem::sentence).collect(Collectors.joining("; ")));
    }
  }

  /**
   * Adds or changes a partner.
   *
   * @param expected the version that the author saw, blank for one that must not exist yet; empty
   *     for whatever it is
   */
  public synchronized void putPartner(String author, PartnerEntry entry, Optional<String> expected)
      throws EditRefused, IOException {
    require(expected, partner(entry.name()));
    change(author, f -> f.putPartner(entry));
  }

  /** Adds or changes a partnership; see {@link #putPartner}. */
  public synchronized void putPartnership(
      String author, PartnershipEntry entry, Optional<String> expected)
      throws EditRefused, IOException {
    require(expected, partnership(entry.name()));
    change(author, f -> f.putPartnership(entry));
  }

  /**
   * Removes a partner; see {@link #putPartner}.
   *
   * @param withPartnerships whether its partnerships go with it; else none may be left
   */
  public synchronized void removePartner(
      String author, String name, boolean withPartnerships, Optional<String> expected)
      throws EditRefused, IOException {
    require(expected, partner(name));
    change(
        author,
        f -> {
          if (withPartnerships) {
            f.removeWithPartnerships(name);
          } else {
            f.removePartner(name);
          }
        });
  }

  /** Removes a partnership; see {@link #putPartner}. */
  public synchronized void removePartnership(String author, String name, Optional<String> expected)
      throws EditRefused, IOException {
    require(expected, partnership(name));
    change(author, f -> f.removePartnership(name));
  }

  private static void require(Optional<String> expected, Optional<?> current) throws EditRefused {
    String actual = current.map(RegistryEditor::version).orElse("");
    if (expected.isPresent() && !expected.get().equals(actual)) {
      throw new EditRefused(
          Reason.STALE,
          "another user has changed it since you opened it; reload it and repeat your change");
    }
  }

  /** The partner as the file has it. */
  public Optional<PartnerEntry> partner(String name) throws EditRefused, IOException {
    return file.partners().stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /** The partners as the file has them. */
  public List<PartnerEntry> partners() throws EditRefused, IOException {
    return file.partners();
  }

  /** The partnership as the file has it. */
  public Optional<PartnershipEntry> partnership(String name) throws EditRefused, IOException {
    return partnerships().stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /** The partnerships as the file has them. */
  public List<PartnershipEntry> partnerships() throws EditRefused, IOException {
    return file.partnerships();
  }

  /** Changes whenever the entry does: for the guard against lost updates. */
  public static String version(Object entry) {
    return Sha256.hex(entry.toString()).substring(0, VERSION_DIGITS);
  }

  /** The newest revisions, newest first. */
  public List<Revision> revisions(int limit) {
    return revisions.newest(limit);
  }

  /** The revision of that number. */
  public Optional<Revision> revision(long number) {
    return revisions.find(number);
  }

  /**
   * Brings {@code partnerships.xml} back as it was at a revision, as a new one. Keys and
   * certificates stay as they are now.
   */
  public void rollBack(String author, Revision revision) throws EditRefused, IOException {
    change(author, f -> f.restore(revision.text()));
  }
}
