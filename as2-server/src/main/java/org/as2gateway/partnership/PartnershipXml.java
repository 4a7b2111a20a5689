package org.as2gateway.partnership;

import com.helger.as2lib.partner.CPartnershipIDs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.as2gateway.wire.As2Id;
import org.jspecify.annotations.Nullable;

/**
 * Loads {@code partnerships.xml} in the format of OpenAS2 and as2-lib, all or nothing. A scan of
 * ours finds every fault with its line; as2-lib's own classes then build the model of what is
 * sound, and from it come the typed records (docs/adr/0001).
 */
public final class PartnershipXml {
  private static final String TLS_FOLDER = "tls"; // the listener's own key, a reserved name

  /** What became of a file. */
  public sealed interface Reading {
    /** Everything wrong with it, in file order. */
    List<FileProblem> problems();

    /**
     * The file holds.
     *
     * @param registry what it says
     * @param problems warnings only
     * @param partnerLines where each partner stands, by name
     * @param partnershipLines where each partnership stands, by name
     * @param text the file itself
     */
    record Accepted(
        PartnershipRegistry registry,
        List<FileProblem> problems,
        Map<String, Integer> partnerLines,
        Map<String, Integer> partnershipLines,
        String text)
        implements Reading {
      /** Copies the collections. */
      public Accepted {
        problems = List.copyOf(problems);
        partnerLines = Map.copyOf(partnerLines);
        partnershipLines = Map.copyOf(partnershipLines);
      }
    }

    /**
     * The file has errors and nothing of it is taken.
     *
     * @param problems errors and warnings
     */
    record Refused(List<FileProblem> problems) implements Reading {
      /** Copies the list. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  private final Findings findings = new Findings();

  private PartnershipXml() {}

  /**
   * The content of a file, one byte more than is accepted at most.
   *
   * @throws IOException if there is none or it cannot be read
   */
  public static byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(XmlScan.MAX_BYTES + 1);
    }
  }

  /** Loads a file that is in memory. */
  public static Reading read(byte[] content) {
    return new PartnershipXml().reading(content);
  }

  private Reading reading(byte[] content) {
    try {
      XmlDocument document = XmlScan.scan(content);
      Entries entries = EntryReader.read(document, findings);
      PartnershipRegistry registry = registry(entries);
      if (findings.hasErrors()) {
        return new Reading.Refused(findings.all());
      }
      Map<String, Integer> partnerLines = new LinkedHashMap<>();
      entries.partners().forEach(p -> partnerLines.put(p.entry().name(), p.element().line()));
      Map<String, Integer> partnershipLines = new LinkedHashMap<>();
      entries
          .partnerships()
          .forEach(p -> partnershipLines.put(p.entry().name(), p.element().line()));
      return new Reading.Accepted(
          registry, findings.all(), partnerLines, partnershipLines, document.text());
    } catch (XmlRefused e) {
      return new Reading.Refused(
          List.of(new FileProblem(true, e.line(), "<partnerships>", e.getMessage())));
    }
  }

  private PartnershipRegistry registry(Entries entries) {
    As2LibModel model = As2LibModel.of(entries, findings);
    Map<String, Partner> partners = new LinkedHashMap<>();
    for (Located<PartnerEntry> located : entries.partners()) {
      Map<String, String> ids = located.entry().attributes();
      String name = located.entry().name();
      partners.put(name, partner(name, ids::get, located.lines(), located.element()));
    }
    List<Partnership> partnerships = new ArrayList<>();
    for (Located<PartnershipEntry> located : entries.partnerships()) {
      Partnership partnership = partnership(model, located, partners);
      partners.putIfAbsent(partnership.sender().name(), partnership.sender());
      partners.putIfAbsent(partnership.receiver().name(), partnership.receiver());
      partnerships.add(partnership);
    }
    return new PartnershipRegistry(List.copyOf(partners.values()), partnerships);
  }

  private Partnership partnership(
      As2LibModel model, Located<PartnershipEntry> located, Map<String, Partner> partners) {
    PartnershipEntry entry = located.entry();
    var loaded = model.partnership(entry.name());
    AttributeValues values = new AttributeValues(loaded, located, findings);
    Optional<PartnerProfile> profile =
        values.parsed(PartnershipAttribute.PROFILE, PartnerProfiles::find, PartnerProfiles.names());
    PolicyReader policies =
        new PolicyReader(values.over(profile.map(PartnerProfile::settings).orElse(Map.of())));
    XmlElement element = located.element();
    return new Partnership(
        entry.name(),
        isNameOnly(located.overrides().sender())
            ? Objects.requireNonNull(partners.get(entry.sender()))
            : partner(entry.sender(), loaded::getSenderID, Map.of(), element),
        isNameOnly(located.overrides().receiver())
            ? Objects.requireNonNull(partners.get(entry.receiver()))
            : partner(entry.receiver(), loaded::getReceiverID, Map.of(), element),
        policies.message(),
        policies.security(),
        policies.receipt(),
        policies.transport(),
        policies.queue(),
        profile);
  }

  /** Rarely a side adds to what its partner says, or stands for a partner by itself. */
  private static boolean isNameOnly(Map<String, String> side) {
    return side.keySet().equals(Set.of("name"));
  }

  private Partner partner(
      String name,
      UnaryOperator<@Nullable String> ids,
      Map<String, Integer> lines,
      XmlElement element) {
    String subject = "partner " + Findings.quote(name);
    return new Partner(
        name,
        id(ids, CPartnershipIDs.PID_AS2)
            .flatMap(id -> as2Id(id, lines.getOrDefault("as2_id", element.line()), subject)),
        id(ids, CPartnershipIDs.PID_X509_ALIAS)
            .filter(a -> isAlias(a, lines.getOrDefault("x509_alias", element.line()), subject)),
        id(ids, CPartnershipIDs.PID_EMAIL));
  }

  private static Optional<String> id(UnaryOperator<@Nullable String> ids, String key) {
    return Optional.ofNullable(ids.apply(key)).filter(v -> !v.isBlank());
  }

  private Optional<As2Id> as2Id(String value, int line, String subject) {
    try {
      return Optional.of(new As2Id(value));
    } catch (IllegalArgumentException e) {
      findings.error(line, subject, "as2_id is " + Findings.quote(value) + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** An alias becomes a folder name. */
  private boolean isAlias(String value, int line, String subject) {
    boolean isFolder =
        AttributeValues.isPlainPath(value)
            && !value.contains("/")
            && !value.startsWith(".")
            && !value.equalsIgnoreCase(TLS_FOLDER);
    if (!isFolder) {
      findings.error(
          line,
          subject,
          "x509_alias is "
              + Findings.quote(value)
              + ", expected the name of a folder in certs/"
              + " other than '"
              + TLS_FOLDER
              + "'");
    }
    return isFolder;
  }
}
