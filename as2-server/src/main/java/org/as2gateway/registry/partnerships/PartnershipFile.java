package org.as2gateway.registry.partnerships;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.as2gateway.registry.partnerships.EditRefused.Reason;

/**
 * Edits {@code partnerships.xml} as a careful person would: comments, order and layout of all the
 * rest stay as they are, a result that would not load is refused, and the file is replaced in one
 * step. Safe for many threads; of two processes that edit at the same moment one wins.
 */
public final class PartnershipFile {
  private final Path file;
  private final BooleanSupplier mayKeepErrors;

  /** The file, which need not exist yet. One with errors is not edited. */
  public PartnershipFile(Path file) {
    this(file, () -> false);
  }

  /**
   * The file, which need not exist yet.
   *
   * @param mayKeepErrors whether a file with errors is edited too, as long as no error is added
   */
  public PartnershipFile(Path file, BooleanSupplier mayKeepErrors) {
    this.file = file;
    this.mayKeepErrors = mayKeepErrors;
  }

  /** The octets of an earlier text of the file. */
  public static byte[] encoded(String text) {
    return text.getBytes(FileText.charsetOf(text));
  }

  /**
   * Adds a partner together with its two partnerships with our station: signed with SHA-256,
   * encrypted with AES-256, with a signed synchronous receipt.
   *
   * @param partner the new partner, with its {@code x509_alias}
   * @param ownStation name of the partner that is us
   * @param url where its messages go; empty if not known yet
   * @param profile the profile of its product; empty for none
   * @return names of the partnerships: to the partner, from the partner
   */
  public synchronized List<String> addPartner(
      PartnerEntry partner, String ownStation, Optional<String> url, Optional<String> profile)
      throws EditRefused, IOException {
    FileText text = open();
    Entries entries = text.entries();
    if (entries.partner(partner.name()).isPresent()) {
      throw new EditRefused(
          Reason.CONFLICT, "partner " + Findings.quote(partner.name()) + " already exists");
    }
    Located<PartnerEntry> own = located(entries.partner(ownStation), "partner", ownStation);
    String to = ownStation + "-to-" + partner.name();
    String from = partner.name() + "-to-" + ownStation;
    for (String name : List.of(to, from)) {
      if (entries.partnership(name).isPresent()) {
        throw new EditRefused(
            Reason.CONFLICT, "partnership " + Findings.quote(name) + " already exists");
      }
    }
    Map<String, String> outbound =
        PartnershipDefaults.outbound(
            mdnTo(own.entry()), PartnershipDefaults.SIGN, PartnershipDefaults.ENCRYPT);
    url.ifPresent(value -> outbound.put(PartnershipAttribute.AS2_URL.attributeName(), value));
    Map<String, String> inbound =
        PartnershipDefaults.inbound(PartnershipDefaults.SIGN, PartnershipDefaults.ENCRYPT);
    for (Map<String, String> attributes : List.of(outbound, inbound)) {
      profile.ifPresent(name -> attributes.put(PartnershipAttribute.PROFILE.attributeName(), name));
    }
    save(
        text.withPartner(partner)
            .withPartnership(new PartnershipEntry(to, ownStation, partner.name(), outbound))
            .withPartnership(new PartnershipEntry(from, partner.name(), ownStation, inbound)));
    return List.of(to, from);
  }

  /**
   * Adds entries, or changes those of the same names where they stand: all of them or none. What an
   * entry does not name, comments and foreign elements, stays.
   */
  public synchronized void put(List<PartnerEntry> partners, List<PartnershipEntry> partnerships)
      throws EditRefused, IOException {
    save(with(partners, partnerships));
  }

  private FileText with(List<PartnerEntry> partners, List<PartnershipEntry> partnerships)
      throws EditRefused, IOException {
    FileText text = open();
    for (PartnerEntry partner : partners) {
      text = text.withPartner(partner);
    }
    for (PartnershipEntry partnership : partnerships) {
      text = text.withPartnership(partnership);
    }
    return text;
  }

  /**
   * What the file would say with those entries added or changed; the file stays as it is.
   *
   * @return the partners and partnerships, each partnership with its faults
   * @throws EditRefused if the file could not be edited like that
   */
  public synchronized PartnershipRegistry preview(
      List<PartnerEntry> partners, List<PartnershipEntry> partnerships)
      throws EditRefused, IOException {
    byte[] content = with(partners, partnerships).encoded();
    PartnershipXml.Reading reading = PartnershipXml.readSound(content);
    if (reading instanceof PartnershipXml.Reading.Accepted accepted) {
      return accepted.registry();
    }
    throw new EditRefused(Reason.INVALID, describe(reading.problems()));
  }

  /** Puts an earlier text of the whole file in its place. */
  public synchronized void restore(String text) throws EditRefused, IOException {
    save(FileText.of(encoded(text)));
  }

  /** Adds a partner, or changes the one of that name where it stands. */
  public void putPartner(PartnerEntry partner) throws EditRefused, IOException {
    put(List.of(partner), List.of());
  }

  /** Adds a partnership, or changes the one of that name where it stands. */
  public void putPartnership(PartnershipEntry partnership) throws EditRefused, IOException {
    put(List.of(), List.of(partnership));
  }

  /** Removes a partner that no partnership refers to. */
  public synchronized void removePartner(String name) throws EditRefused, IOException {
    FileText text = open();
    Located<PartnerEntry> partner = located(text.entries().partner(name), "partner", name);
    List<String> users =
        text.entries().partnerships().stream()
            .map(Located::entry)
            .filter(p -> p.sender().equals(name) || p.receiver().equals(name))
            .map(p -> Findings.quote(p.name()))
            .toList();
    if (!users.isEmpty()) {
      throw new EditRefused(
          Reason.CONFLICT,
          "partner "
              + Findings.quote(name)
              + " is used by partnership "
              + String.join(", ", users)
              + "; remove the partnership first");
    }
    save(text.without(partner.element()));
  }

  /** Removes a partner with all partnerships that refer to it: all of them or none. */
  public synchronized void removeWithPartnerships(String name) throws EditRefused, IOException {
    FileText text = open();
    located(text.entries().partner(name), "partner", name);
    Optional<Located<PartnershipEntry>> user = user(text, name);
    while (user.isPresent()) {
      text = text.without(user.get().element());
      user = user(text, name);
    }
    save(text.without(located(text.entries().partner(name), "partner", name).element()));
  }

  private static Optional<Located<PartnershipEntry>> user(FileText text, String partner)
      throws EditRefused {
    return text.entries().partnerships().stream()
        .filter(p -> p.entry().sender().equals(partner) || p.entry().receiver().equals(partner))
        .findFirst();
  }

  /** Removes a partnership. */
  public synchronized void removePartnership(String name) throws EditRefused, IOException {
    FileText text = open();
    save(text.without(located(text.entries().partnership(name), "partnership", name).element()));
  }

  /** The partners as the file has them, values not interpreted. */
  public synchronized List<PartnerEntry> partners() throws EditRefused, IOException {
    return open().entries().partners().stream().map(Located::entry).toList();
  }

  /** The partnerships as the file has them, values not interpreted. */
  public synchronized List<PartnershipEntry> partnerships() throws EditRefused, IOException {
    return open().entries().partnerships().stream().map(Located::entry).toList();
  }

  private static <T> Located<T> located(Optional<Located<T>> found, String kind, String name)
      throws EditRefused {
    return found.orElseThrow(
        () -> new EditRefused(Reason.NOT_FOUND, kind + " " + Findings.quote(name) + " not found"));
  }

  private static String mdnTo(PartnerEntry own) {
    String email = own.attributes().getOrDefault("email", "");
    return email.isBlank() ? own.name() : email;
  }

  private FileText open() throws EditRefused, IOException {
    try {
      byte[] content = PartnershipXml.content(file);
      return mayKeepErrors.getAsBoolean() ? FileText.withErrors(content) : FileText.of(content);
    } catch (NoSuchFileException e) {
      return FileText.empty();
    }
  }

  private void save(FileText text) throws EditRefused, IOException {
    byte[] content = text.encoded();
    if (PartnershipXml.read(content) instanceof PartnershipXml.Reading.Refused refused) {
      List<FileProblem> errors = text.newErrors(refused.problems());
      if (!errors.isEmpty()) {
        throw new EditRefused(Reason.INVALID, describe(errors));
      }
    }
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path folder = target.resolveSibling("").toAbsolutePath();
    Path fresh = Files.createTempFile(folder, ".partnerships-", ".tmp");
    try {
      write(fresh, content);
      keepMode(target, fresh);
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
        directory.force(true);
      }
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static String describe(List<FileProblem> errors) {
    return errors.stream()
        .map(p -> p.subject() + ": " + p.text())
        .reduce((a, b) -> a + "; " + b)
        .orElse("the changed file would not be valid");
  }

  private static void write(Path fresh, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /** A temporary file is for its owner alone; the file that others read must stay readable. */
  private static void keepMode(Path target, Path fresh) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
    if (view != null && Files.exists(target)) {
      view.setPermissions(Files.readAttributes(target, PosixFileAttributes.class).permissions());
    }
  }
}
