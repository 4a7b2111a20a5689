package org.as2gateway.registry.partnerships;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.ImportNote.Kind;

/**
 * mendelson's export of partners: {@code <partner>} elements whose children carry one setting each,
 * remote partners and local stations alike. Other XML in that manner is read as far as it goes.
 */
final class MendelsonExport {
  private final List<PartnerDescription> partners = new ArrayList<>();
  private final List<ImportNote> notes = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  private MendelsonExport() {}

  static ImportedFile read(XmlNode root, Set<String> ourIds) throws EditRefused {
    MendelsonExport export = new MendelsonExport();
    List<MendelsonPartner> all = new ArrayList<>();
    elements(root).forEach(element -> all.add(new MendelsonPartner(element)));
    if (all.stream().noneMatch(partner -> partner.id().isPresent())) {
      throw new EditRefused(
          Reason.INVALID,
          "the file contains no AS2 id, expected a partnerships.xml, or one of "
              + String.join(", ", MendelsonPartner.ID));
    }
    List<MendelsonPartner> stations = all.stream().filter(MendelsonPartner::isLocal).toList();
    export.noteStations(stations, ourIds);
    List<String> ours =
        stations.stream().flatMap(s -> s.id().stream()).filter(ourIds::contains).toList();
    Optional<String> station = ours.size() == 1 ? Optional.of(ours.get(0)) : Optional.empty();
    for (MendelsonPartner partner : all) {
      if (!partner.isLocal()) {
        export.add(partner, ourIds, station);
      }
    }
    if (root.name().equals("configuration")) {
      export.notes.add(
          new ImportNote(
              Kind.NOT_TAKEN,
              "",
              "settings of the program itself, such as proxy, mail and timeouts: see"
                  + " gateway.yaml"));
    }
    if (export.partners.isEmpty() && export.notes.isEmpty()) {
      throw new EditRefused(Reason.INVALID, "the file contains only our own AS2 identity");
    }
    return new ImportedFile(export.partners, export.notes);
  }

  private void noteStations(List<MendelsonPartner> stations, Set<String> ourIds) {
    for (MendelsonPartner station : stations) {
      boolean isOurs = station.id().filter(ourIds::contains).isPresent();
      String id = Findings.quote(station.id().orElse(""));
      note(
          Kind.NOT_TAKEN,
          station.name(),
          isOurs
              ? "local station with our AS2 id " + id + ": this is us, not a partner"
              : "local station with the AS2 id "
                  + id
                  + ", which is not ours: its partners know us by that id, so add our own entry"
                  + " with that"
                  + " id or give them our new id");
    }
  }

  private void add(MendelsonPartner partner, Set<String> ourIds, Optional<String> station) {
    Optional<String> id = partner.id();
    String refusal =
        id.isEmpty()
            ? "it has no AS2 id"
            : ourIds.contains(id.get())
                ? "its AS2 id " + Findings.quote(id.get()) + " is ours"
                : MendelsonPartner.idFault(id.get())
                    .orElse(
                        ids.add(id.get())
                            ? ""
                            : "its AS2 id "
                                + Findings.quote(id.get())
                                + " appears twice in the file: the first is imported");
    if (!refusal.isEmpty()) {
      note(Kind.NOT_TAKEN, partner.name(), "not added: " + refusal);
      return;
    }
    String name = partner.name();
    boolean isTwice = !names.add(name);
    DescriptionDraft draft = new DescriptionDraft(isTwice ? name + " " + id.get() : name);
    if (isTwice) {
      draft.note(
          Kind.CHANGED, "the name '" + name + "' appears twice: the AS2 id was added to this name");
    }
    draft.station(station);
    partners.add(partner.describe(draft));
  }

  private void note(Kind kind, String partner, String text) {
    notes.add(new ImportNote(kind, partner, text));
  }

  /** Each element {@code partner} wherever it stands, or else the document as one partner. */
  private static List<XmlNode> elements(XmlNode root) {
    List<XmlNode> found = new ArrayList<>();
    collect(root, found);
    return found.isEmpty() ? List.of(flat(root)) : found;
  }

  private static void collect(XmlNode node, List<XmlNode> found) {
    if (node.name().toLowerCase(Locale.ROOT).equals("partner")) {
      found.add(node);
    } else {
      node.children().forEach(child -> collect(child, found));
    }
  }

  private static XmlNode flat(XmlNode root) {
    Map<String, XmlNode> leaves = new LinkedHashMap<>();
    leaves(root, leaves);
    return new XmlNode("partner", Map.of(), "", List.copyOf(leaves.values()));
  }

  private static void leaves(XmlNode node, Map<String, XmlNode> leaves) {
    if (node.children().isEmpty()) {
      leaves.putIfAbsent(node.name(), node);
    }
    node.children().forEach(child -> leaves(child, leaves));
  }
}
