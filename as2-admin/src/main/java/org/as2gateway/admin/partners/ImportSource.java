package org.as2gateway.admin.partners;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.ImportNote;
import org.as2gateway.registry.partnerships.ImportNote.Kind;
import org.as2gateway.registry.partnerships.ImportedFile;
import org.as2gateway.registry.partnerships.PartnerEntry;

/** A file with partners, and which of them is us. */
final class ImportSource {
  private static final int START = 64;

  private ImportSource() {}

  /** Whether it is an export of this gateway. */
  static boolean isDocument(byte[] content) {
    String start = new String(content, 0, Math.min(content.length, START), StandardCharsets.UTF_8);
    return start.replace("\uFEFF", "").stripLeading().startsWith("{");
  }

  /** The partners of which one must be us, where the file does not say which. */
  static List<PartnerEntry> unclear(Registry registry, byte[] content) throws EditRefused {
    return isDocument(content) ? List.of() : ImportedFile.unclear(content, ourIds(registry));
  }

  /** Reads a file of another program, and notes if we are somebody else in it. */
  static ImportedFile read(
      Registry registry, byte[] content, Optional<String> inFile, List<ImportNote> notes)
      throws EditRefused {
    Set<String> ourIds = ourIds(registry);
    if (inFile.isPresent()) {
      PartnerEntry us = us(ImportedFile.unclear(content, ourIds), inFile.get());
      String id = id(us);
      notes.add(
          new ImportNote(
              Kind.CHANGED,
              "",
              "in the file we are '"
                  + us.name()
                  + "' with the AS2 id '"
                  + id
                  + "'; here our AS2 id is "
                  + String.join(", ", ourIds)
                  + ": tell the partners, or change it on the page of our AS2 identity"));
      ourIds.add(id);
    }
    return ImportedFile.read(content, ourIds);
  }

  private static PartnerEntry us(List<PartnerEntry> candidates, String name) throws EditRefused {
    return candidates.stream()
        .filter(partner -> partner.name().equals(name) && !id(partner).isBlank())
        .findFirst()
        .orElseThrow(
            () ->
                new EditRefused(
                    Reason.INVALID,
                    "found '"
                        + name
                        + "' as our own name, expected a partner of the file that can be us"
                        + candidates.stream()
                            .map(PartnerEntry::name)
                            .collect(Collectors.joining(", ", ": ", ""))));
  }

  private static String id(PartnerEntry partner) {
    return partner.attributes().getOrDefault("as2_id", "");
  }

  private static Set<String> ourIds(Registry registry) {
    return PartnerReport.stations(registry).stream()
        .flatMap(p -> p.as2Id().stream())
        .map(As2Id::value)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
