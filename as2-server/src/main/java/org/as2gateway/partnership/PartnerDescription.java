package org.as2gateway.partnership;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.partnership.EditRefused.Reason;

/**
 * A partner as a file of another program describes it.
 *
 * @param partner its name and ids
 * @param outbound attributes of the partnership to it; empty if the file says nothing
 * @param inbound attributes of the partnership from it; empty if the file says nothing
 */
public record PartnerDescription(
    PartnerEntry partner, Map<String, String> outbound, Map<String, String> inbound) {
  private static final String AS2_ID = "as2_id";

  /** Copies the maps and keeps their order. */
  public PartnerDescription {
    outbound = Collections.unmodifiableMap(new LinkedHashMap<>(outbound));
    inbound = Collections.unmodifiableMap(new LinkedHashMap<>(inbound));
  }

  /**
   * Reads a {@code partnerships.xml} of OpenAS2 or as2-lib, or a description in the manner of
   * mendelson AS2: any XML whose elements name the partner's settings.
   *
   * @param ourIds AS2 ids of our own stations, to tell which of the partners is us
   * @throws EditRefused if nothing can be read out of it
   */
  public static List<PartnerDescription> read(byte[] content, Set<String> ourIds)
      throws EditRefused {
    if (!isRegistry(content)) {
      return ForeignDescription.read(content);
    }
    Entries entries = FileText.of(content).entries();
    List<PartnerEntry> partners = entries.partners().stream().map(Located::entry).toList();
    Optional<PartnerEntry> us = partners.stream().filter(p -> isOurs(p, ourIds)).findFirst();
    if (us.isEmpty() && partners.size() > 1) {
      throw new EditRefused(
          Reason.INVALID,
          "none of its partners has an AS2 id of ours ("
              + String.join(", ", ourIds)
              + "), so it does not tell which of them is us: "
              + partners.stream().map(PartnerEntry::name).collect(Collectors.joining(", ")));
    }
    List<PartnerDescription> found =
        partners.stream()
            .filter(p -> !isOurs(p, ourIds))
            .map(p -> of(p, us.map(PartnerEntry::name).orElse(""), entries))
            .toList();
    if (found.isEmpty()) {
      throw new EditRefused(Reason.INVALID, "it describes no partner but ourselves");
    }
    return found;
  }

  private static boolean isRegistry(byte[] content) throws EditRefused {
    try {
      return XmlScan.scan(content).root().name().equals("partnerships");
    } catch (XmlRefused e) {
      throw new EditRefused(Reason.INVALID, "line " + e.line() + ": " + e.getMessage());
    }
  }

  private static boolean isOurs(PartnerEntry partner, Set<String> ourIds) {
    return ourIds.contains(partner.attributes().getOrDefault(AS2_ID, ""));
  }

  private static PartnerDescription of(PartnerEntry partner, String us, Entries entries) {
    return new PartnerDescription(
        partner, attributes(entries, us, partner.name()), attributes(entries, partner.name(), us));
  }

  private static Map<String, String> attributes(Entries entries, String sender, String receiver) {
    return entries.partnerships().stream()
        .map(Located::entry)
        .filter(p -> p.sender().equals(sender) && p.receiver().equals(receiver))
        .map(PartnershipEntry::attributes)
        .findFirst()
        .orElse(Map.of());
  }
}
