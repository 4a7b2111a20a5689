package org.as2gateway.admin.partners;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.as2gateway.certs.CertificateFolder;
import org.as2gateway.certs.CertsException;
import org.as2gateway.certs.ImportOptions;
import org.as2gateway.certs.ImportReport;
import org.as2gateway.identity.Actor;
import org.as2gateway.partnership.EditRefused;
import org.as2gateway.partnership.EditRefused.Reason;
import org.as2gateway.partnership.Partner;
import org.as2gateway.partnership.PartnerDescription;
import org.as2gateway.partnership.PartnerEntry;
import org.as2gateway.partnership.PartnershipEntry;
import org.as2gateway.partnership.PartnershipFile;
import org.as2gateway.registry.Registry;
import org.as2gateway.wire.As2Id;
import org.as2gateway.wire.Octets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Partners out of a file: our own export, a partnerships.xml, or another program's description. */
public final class PartnerImport {
  private static final String ALIAS = "x509_alias";

  /**
   * A partner that the file describes.
   *
   * @param description its ids and settings
   * @param certificates PEM; may be blank
   */
  public record Described(PartnerDescription description, String certificates) {}

  private final List<Described> described;
  private final String station;

  private PartnerImport(List<Described> described, String station) {
    this.described = List.copyOf(described);
    this.station = station;
  }

  /**
   * Reads a file.
   *
   * @throws EditRefused if it describes no partner, or one that exists already
   */
  public static PartnerImport of(Registry registry, byte[] content) throws EditRefused {
    List<Described> described = read(registry, content);
    for (Described one : described) {
      String name = one.description().partner().name();
      if (registry.partnerships().partner(name).isPresent()) {
        throw new EditRefused(
            Reason.CONFLICT, "partner '" + name + "' exists already; nothing was taken");
      }
    }
    List<Partner> stations = PartnerReport.stations(registry);
    if (stations.isEmpty()) {
      throw new EditRefused(
          Reason.CONFLICT, "no partner entry here has a key of ours: make one first");
    }
    return new PartnerImport(described, stations.get(0).name());
  }

  /** What a file describes, whether it can be taken or not. */
  public static List<Described> read(Registry registry, byte[] content) throws EditRefused {
    String start = new String(content, 0, Math.min(content.length, 64), StandardCharsets.UTF_8);
    if (start.stripLeading().startsWith("{")) {
      return List.of(ofDocument(content));
    }
    Set<String> ourIds =
        PartnerReport.stations(registry).stream()
            .flatMap(p -> p.as2Id().stream())
            .map(As2Id::value)
            .collect(Collectors.toSet());
    return PartnerDescription.read(content, ourIds).stream()
        .map(description -> new Described(description, ""))
        .toList();
  }

  private static Described ofDocument(byte[] content) throws EditRefused {
    try {
      JsonNode json = JsonMapper.shared().readTree(content);
      if (!json.path("format").asString("").equals(PartnerDocument.FORMAT)) {
        throw new EditRefused(
            Reason.INVALID, "it has no \"format\": \"" + PartnerDocument.FORMAT + "\"");
      }
      JsonNode partner = json.path("partner");
      String name = partner.path("name").asString("");
      Map<String, String> outbound = Map.of();
      Map<String, String> inbound = Map.of();
      for (JsonNode one : json.path("partnerships")) {
        if (one.path("direction").asString("").equals("to")) {
          outbound = texts(one.path("attributes"));
        } else {
          inbound = texts(one.path("attributes"));
        }
      }
      PartnerEntry entry = new PartnerEntry(name, texts(partner.path("attributes")));
      return new Described(
          new PartnerDescription(entry, outbound, inbound), json.path("certificates").asString(""));
    } catch (JacksonException e) {
      throw new EditRefused(Reason.INVALID, "it is no JSON: " + e.getOriginalMessage());
    }
  }

  private static Map<String, String> texts(JsonNode json) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asString("")));
    return texts;
  }

  /** Adds the partners to a running gateway; all of them or none. */
  public List<String> into(Registrar registrar, Actor who)
      throws EditRefused, CertsException, IOException {
    List<String> taken =
        takeCertificates(
            (alias, pem) ->
                registrar.importCertificates(
                    who, alias, new Upload("certificates", pem), ImportOptions.NONE));
    registrar.put(who, partners(), partnerships());
    return taken;
  }

  /** Adds the partners to the files of a home; all of them or none. */
  public List<String> into(Path xml, CertificateFolder folder)
      throws EditRefused, CertsException, IOException {
    List<String> taken =
        takeCertificates(
            (alias, pem) ->
                folder.importContent(alias, "certificates", pem.toBytes(), ImportOptions.NONE));
    new PartnershipFile(xml).put(partners(), partnerships());
    return taken;
  }

  private interface Taking {
    ImportReport take(String alias, Octets pem) throws EditRefused, CertsException, IOException;
  }

  private List<String> takeCertificates(Taking taking)
      throws EditRefused, CertsException, IOException {
    List<String> names = new ArrayList<>();
    for (Described one : described) {
      PartnerEntry partner = withAlias(one.description().partner());
      if (!one.certificates().isBlank()) {
        Octets pem = Octets.of(one.certificates().getBytes(StandardCharsets.UTF_8));
        ImportReport report = taking.take(partner.attributes().getOrDefault(ALIAS, ""), pem);
        Optional<String> refusal = report.refusals().stream().findFirst();
        if (refusal.isPresent()) {
          throw new CertsException(refusal.get());
        }
      }
      names.add(partner.name());
    }
    return names;
  }

  private List<PartnerEntry> partners() {
    return described.stream().map(one -> withAlias(one.description().partner())).toList();
  }

  private static PartnerEntry withAlias(PartnerEntry partner) {
    if (!partner.attributes().getOrDefault(ALIAS, "").isBlank()) {
      return partner;
    }
    Map<String, String> attributes = new LinkedHashMap<>(partner.attributes());
    attributes.put(ALIAS, aliasFor(partner.name()));
    return new PartnerEntry(partner.name(), attributes);
  }

  /** A folder name made of a partner's, of each another: who shares one is trusted for both. */
  public static String aliasFor(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^-+|-+$", "");
    if (plain.equals(name) && !plain.isEmpty() && !plain.equalsIgnoreCase("tls")) {
      return plain;
    }
    String mark = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    return (plain.isEmpty() ? "partner" : plain) + "-" + mark.substring(0, 8);
  }

  private List<PartnershipEntry> partnerships() {
    List<PartnershipEntry> all = new ArrayList<>();
    for (Described one : described) {
      String name = one.description().partner().name();
      all.add(
          new PartnershipEntry(
              station + "-to-" + name,
              station,
              name,
              orDefaults(one.description().outbound(), Preset.GENERIC.outbound(station))));
      all.add(
          new PartnershipEntry(
              name + "-to-" + station,
              name,
              station,
              orDefaults(one.description().inbound(), Preset.GENERIC.inbound())));
    }
    return all;
  }

  private static Map<String, String> orDefaults(
      Map<String, String> given, Map<String, String> defaults) {
    if (given.containsKey("sign") || given.containsKey("encrypt")) {
      return given;
    }
    Map<String, String> all = new LinkedHashMap<>(defaults);
    all.putAll(given);
    return all;
  }
}
