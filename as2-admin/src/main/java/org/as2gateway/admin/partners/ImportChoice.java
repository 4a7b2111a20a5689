package org.as2gateway.admin.partners;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.ImportNote;
import org.as2gateway.registry.partnerships.ImportNote.Kind;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.PartnerAlias;
import org.as2gateway.registry.partnerships.PartnerDescription;
import org.as2gateway.registry.partnerships.PartnerEntry;

/** Which of the partners of a file are added, with which station of ours, under which alias. */
final class ImportChoice {
  private static final String ALIAS = "x509_alias";
  private static final String AS2_ID = "as2_id";

  /** A partner that is added. */
  record Chosen(PartnerImport.Described described, PartnerEntry entry, String station) {}

  private final Registry registry;
  private final Optional<String> wantedStation;
  private final List<Partner> stations;
  private final Set<String> aliases = new HashSet<>();
  private final Set<String> ids = new HashSet<>();
  private final List<Chosen> chosen = new ArrayList<>();
  private final List<ImportNote> notes = new ArrayList<>();

  private ImportChoice(Registry registry, Optional<String> wantedStation) {
    this.registry = registry;
    this.wantedStation = wantedStation;
    this.stations = PartnerReport.stations(registry);
    registry.partnerships().partners().forEach(p -> p.x509Alias().ifPresent(aliases::add));
    registry.partnerships().partners().forEach(p -> p.as2Id().ifPresent(id -> ids.add(id.value())));
  }

  /**
   * Chooses.
   *
   * @throws EditRefused if nothing can be added, or the station must be named
   */
  static ImportChoice of(
      Registry registry, List<PartnerImport.Described> described, Optional<String> station)
      throws EditRefused {
    ImportChoice choice = new ImportChoice(registry, station);
    if (choice.stations.isEmpty()) {
      throw new EditRefused(Reason.CONFLICT, "we have no key yet; create one first");
    }
    List<String> refusals = new ArrayList<>();
    for (PartnerImport.Described one : described) {
      choice.add(one).ifPresent(refusals::add);
    }
    if (choice.chosen.isEmpty() && !refusals.isEmpty()) {
      throw new EditRefused(
          Reason.CONFLICT, String.join("; ", refusals) + "; nothing was imported");
    }
    return choice;
  }

  List<Chosen> chosen() {
    return chosen;
  }

  List<ImportNote> notes() {
    return notes;
  }

  /** Adds a partner to the choice, or says why not. */
  private Optional<String> add(PartnerImport.Described one) throws EditRefused {
    PartnerEntry partner = one.description().partner();
    String name = partner.name();
    String station = stationFor(one.description());
    String id = partner.attributes().getOrDefault(AS2_ID, "");
    Optional<String> refusal = Optional.empty();
    if (registry.partnerships().partner(name).isPresent()) {
      refusal = Optional.of("partner '" + name + "' already exists");
    } else if (!id.isEmpty() && !ids.add(id)) {
      refusal =
          Optional.of(
              "the AS2 id '" + id + "' of '" + name + "' already belongs to another partner");
    } else {
      for (String partnership : List.of(station + "-to-" + name, name + "-to-" + station)) {
        if (registry.partnerships().partnership(partnership).isPresent()) {
          refusal = Optional.of("partnership '" + partnership + "' already exists");
        }
      }
    }
    if (refusal.isPresent()) {
      notes.add(new ImportNote(Kind.NOT_TAKEN, name, "not added: " + refusal.get()));
    } else {
      chosen.add(new Chosen(one, withAlias(partner), station));
    }
    return refusal;
  }

  private String stationFor(PartnerDescription description) throws EditRefused {
    if (wantedStation.isPresent()) {
      return stations.stream()
          .map(Partner::name)
          .filter(wantedStation.get()::equals)
          .findFirst()
          .orElseThrow(
              () ->
                  new EditRefused(
                      Reason.INVALID,
                      "'"
                          + wantedStation.get()
                          + "' is not one of our AS2"
                          + " identities: "
                          + stationNames()));
    }
    Optional<String> paired =
        description
            .station()
            .flatMap(
                id ->
                    stations.stream()
                        .filter(s -> s.as2Id().map(As2Id::value).filter(id::equals).isPresent())
                        .map(Partner::name)
                        .findFirst());
    if (paired.isEmpty() && stations.size() > 1) {
      throw new EditRefused(
          Reason.INVALID,
          "the file does not name our AS2 identity that its partners exchange files with: choose"
              + " one of "
              + stationNames());
    }
    return paired.orElse(stations.get(0).name());
  }

  private String stationNames() {
    return String.join(", ", stations.stream().map(Partner::name).toList());
  }

  /** Who shares an alias is trusted for both, and who has ours would be us. */
  private PartnerEntry withAlias(PartnerEntry partner) {
    String given = partner.attributes().getOrDefault(ALIAS, "");
    boolean isFree =
        !given.isBlank()
            && !aliases.contains(given)
            && !registry.certificates().isOwn(given)
            && !given.equalsIgnoreCase("tls")
            && given.matches("[A-Za-z0-9_][A-Za-z0-9._ -]*");
    String alias = isFree ? given : PartnerAlias.of(partner.name());
    if (!isFree && !given.isBlank()) {
      notes.add(
          new ImportNote(
              Kind.CHANGED,
              partner.name(),
              "x509_alias is '"
                  + alias
                  + "' because the alias in the file is already used or is not a valid folder"
                  + " name"));
    }
    aliases.add(alias);
    Map<String, String> attributes = new LinkedHashMap<>(partner.attributes());
    attributes.put(ALIAS, alias);
    return new PartnerEntry(partner.name(), attributes);
  }
}
