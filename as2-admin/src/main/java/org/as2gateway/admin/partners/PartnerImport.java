package org.as2gateway.admin.partners;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.registry.SecretAttributes;
import org.as2gateway.admin.registry.Upload;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.ImportOptions;
import org.as2gateway.registry.certs.ImportReport;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.HttpPassword;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.registry.partnerships.ImportNote;
import org.as2gateway.registry.partnerships.ImportNote.Kind;
import org.as2gateway.registry.partnerships.ImportedFile;
import org.as2gateway.registry.partnerships.PartnerDescription;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.registry.partnerships.PartnershipDefaults;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import org.as2gateway.registry.partnerships.PartnershipFile;
import org.as2gateway.store.payload.HomeFolders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Partners out of a file: our own export, a partnerships.xml, or another program's description. */
public final class PartnerImport {
  private static final String ALIAS = "x509_alias";
  private static final String INCOMPLETE = "gw.incomplete";
  private static final String URL = "as2_url";
  private static final String RECEIPT_URL = "as2_receipt_option";
  private static final String MDN_TO = "as2_mdn_to";
  private static final String MDN_OPTIONS = "as2_mdn_options";

  /**
   * A partner that the file describes.
   *
   * @param description its ids and settings
   * @param certificates PEM; may be blank
   */
  public record Described(PartnerDescription description, String certificates) {}

  private final List<ImportChoice.Chosen> chosen;
  private final List<ImportNote> notes;

  private PartnerImport(List<ImportChoice.Chosen> chosen, List<ImportNote> notes) {
    this.chosen = List.copyOf(chosen);
    this.notes = List.copyOf(notes);
  }

  /**
   * Reads a file. Partners that cannot be added, since they exist or their entry is no good, are
   * left out and noted.
   *
   * @throws EditRefused if the file describes no partner that can be added, or leaves open who we
   *     are
   */
  public static PartnerImport of(Registry registry, byte[] content, Ours ours) throws EditRefused {
    List<ImportNote> notes = new ArrayList<>();
    List<Described> described = read(registry, content, ours.inFile(), notes);
    ImportChoice choice = ImportChoice.of(registry, described, ours.station());
    notes.addAll(choice.notes());
    choice.chosen().forEach(one -> notes.addAll(one.described().description().notes()));
    for (ImportChoice.Chosen one : choice.chosen()) {
      noteDefaults(one.described().description(), notes);
      logins(one).forEach(login -> notes.add(login.note(one.entry().name())));
    }
    return new PartnerImport(choice.chosen(), notes);
  }

  /** What became of every setting of the file. */
  public List<ImportNote> notes() {
    return notes;
  }

  /** Names of the partners to be added. */
  public List<String> names() {
    return chosen.stream().map(one -> one.entry().name()).toList();
  }

  /** What a file describes, at least one partner, whether it can be taken or not. */
  public static List<Described> read(Registry registry, byte[] content) throws EditRefused {
    List<Described> described = read(registry, content, Optional.empty(), new ArrayList<>());
    if (described.isEmpty()) {
      throw new EditRefused(Reason.INVALID, "the file contains no partner that can be added");
    }
    return described;
  }

  private static List<Described> read(
      Registry registry, byte[] content, Optional<String> inFile, List<ImportNote> notes)
      throws EditRefused {
    if (ImportSource.isDocument(content)) {
      return List.of(ofDocument(content));
    }
    ImportedFile file = ImportSource.read(registry, content, inFile, notes);
    notes.addAll(file.notes());
    return file.partners().stream().map(description -> new Described(description, "")).toList();
  }

  /** Names of the partners of which one must be us, where the file does not say which. */
  public static List<String> unclear(Registry registry, byte[] content) throws EditRefused {
    return ImportSource.unclear(registry, content).stream().map(PartnerEntry::name).toList();
  }

  /** The partnerships to be added: name, and the URL where we send. */
  public List<PartnershipEntry> added() {
    return partnerships();
  }

  /** The certificates to be added, by partner; PEM. */
  public Map<String, String> certificates() {
    Map<String, String> certificates = new LinkedHashMap<>();
    chosen.stream()
        .filter(one -> !one.described().certificates().isBlank())
        .forEach(one -> certificates.put(one.entry().name(), one.described().certificates()));
    return certificates;
  }

  private static Described ofDocument(byte[] content) throws EditRefused {
    try {
      JsonNode json = JsonMapper.shared().readTree(content);
      if (!json.path("format").asString("").equals(PartnerDocument.FORMAT)) {
        throw new EditRefused(
            Reason.INVALID, "the file has no \"format\": \"" + PartnerDocument.FORMAT + "\"");
      }
      JsonNode partner = json.path("partner");
      String name = partner.path("name").asString("");
      Map<String, String> outbound = new LinkedHashMap<>();
      Map<String, String> inbound = new LinkedHashMap<>();
      for (JsonNode one : json.path("partnerships")) {
        if (one.path("direction").asString("").equals("to")) {
          outbound = texts(one.path("attributes"));
        } else {
          inbound = texts(one.path("attributes"));
        }
      }
      PartnerEntry entry = new PartnerEntry(name, texts(partner.path("attributes")));
      PartnerDescription.Passwords passwords =
          new PartnerDescription.Passwords(password(outbound), password(inbound));
      return new Described(
          new PartnerDescription(
              new PartnerEntry(name, SecretAttributes.shown(entry.attributes())),
              SecretAttributes.shown(outbound),
              SecretAttributes.shown(inbound),
              Optional.empty(),
              true,
              passwords,
              List.of()),
          json.path("certificates").asString(""));
    } catch (JacksonException e) {
      throw new EditRefused(Reason.INVALID, "the file is not JSON: " + e.getOriginalMessage());
    }
  }

  private static Optional<HttpPassword> password(Map<String, String> attributes) {
    return Optional.ofNullable(attributes.get("http_password"))
        .filter(password -> !password.isEmpty())
        .map(HttpPassword::new);
  }

  private static Map<String, String> texts(JsonNode json) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asString("")));
    return texts;
  }

  /** Adds the partners to a running gateway; all of them or none. */
  public List<String> into(Registrar registrar, Actor who)
      throws EditRefused, CertsException, IOException {
    takeCertificates(
        (alias, pem) ->
            registrar.importCertificates(
                who, alias, new Upload("certificates", pem), ImportOptions.NONE));
    withPasswords(
        registrar.certificates().home(), () -> registrar.put(who, partners(), partnerships()));
    return names();
  }

  /** Adds the partners to the files of a home; all of them or none. */
  public List<String> into(Path home, CertificateFolder folder)
      throws EditRefused, CertsException, IOException {
    takeCertificates(
        (alias, pem) ->
            folder.importContent(alias, "certificates", pem.toBytes(), ImportOptions.NONE));
    withPasswords(
        home,
        () ->
            new PartnershipFile(home.resolve("partnerships.xml")).put(partners(), partnerships()));
    return names();
  }

  private interface Taking {
    ImportReport take(String alias, Octets pem) throws EditRefused, CertsException, IOException;
  }

  private interface Putting {
    void put() throws EditRefused, IOException;
  }

  private void takeCertificates(Taking taking) throws EditRefused, CertsException, IOException {
    for (ImportChoice.Chosen one : chosen) {
      String certificates = one.described().certificates();
      if (!certificates.isBlank()) {
        Octets pem = Octets.of(certificates.getBytes(StandardCharsets.UTF_8));
        ImportReport report = taking.take(one.entry().attributes().getOrDefault(ALIAS, ""), pem);
        Optional<String> refusal = report.refusals().stream().findFirst();
        if (refusal.isPresent()) {
          throw new CertsException(refusal.get());
        }
      }
    }
  }

  /**
   * Passwords first, so that no partnership is used without; if it comes to nothing, none stays.
   */
  private void withPasswords(Path home, Putting putting) throws EditRefused, IOException {
    ImportedPasswords passwords = new ImportedPasswords(home);
    List<Login> all = chosen.stream().flatMap(one -> logins(one).stream()).toList();
    boolean isDone = false;
    try {
      for (Login one : all) {
        if (one.url().isPresent()) {
          passwords.put(one.partnership(), one.password(), one.url().get());
        }
      }
      putting.put();
      isDone = true;
    } finally {
      if (!isDone) {
        for (Login one : all) {
          passwords.remove(one.partnership());
        }
      }
    }
  }

  /** A password of the file, with the URL that it is for. */
  private record Login(String partnership, HttpPassword password, Optional<HttpUrl> url) {
    /** A password without a URL would be sent to the first that anybody sets: it is not taken. */
    ImportNote note(String partner) {
      String what = "HTTP authentication password for partnership '" + partnership + "'";
      return url.isPresent()
          ? new ImportNote(Kind.TAKEN, partner, what)
          : new ImportNote(
              Kind.NOT_TAKEN,
              partner,
              what
                  + ": the file has no URL for it; set the URL, then write the password to"
                  + " data/secrets/basic-"
                  + HomeFolders.folderName(partnership));
    }
  }

  private static List<Login> logins(ImportChoice.Chosen one) {
    PartnerDescription given = one.described().description();
    List<Login> all = new ArrayList<>();
    given
        .passwords()
        .outbound()
        .map(password -> new Login(outboundName(one), password, url(given.outbound(), URL)))
        .ifPresent(all::add);
    given
        .passwords()
        .inbound()
        .map(password -> new Login(inboundName(one), password, url(given.inbound(), RECEIPT_URL)))
        .ifPresent(all::add);
    return all;
  }

  private static Optional<HttpUrl> url(Map<String, String> attributes, String name) {
    return HttpUrl.find(attributes.getOrDefault(name, ""));
  }

  private List<PartnerEntry> partners() {
    return chosen.stream().map(ImportChoice.Chosen::entry).toList();
  }

  private static String outboundName(ImportChoice.Chosen one) {
    return one.station() + "-to-" + one.entry().name();
  }

  private static String inboundName(ImportChoice.Chosen one) {
    return one.entry().name() + "-to-" + one.station();
  }

  private List<PartnershipEntry> partnerships() {
    List<PartnershipEntry> all = new ArrayList<>();
    for (ImportChoice.Chosen one : chosen) {
      PartnerDescription description = one.described().description();
      String name = one.entry().name();
      all.add(
          new PartnershipEntry(
              outboundName(one), one.station(), name, outbound(description, one.station())));
      all.add(
          new PartnershipEntry(
              inboundName(one),
              name,
              one.station(),
              orDefaults(description.inbound(), Preset.GENERIC.inbound())));
    }
    return all;
  }

  /** A receipt is asked for, unless the file says that none was. */
  private static Map<String, String> outbound(PartnerDescription description, String station) {
    Map<String, String> attributes =
        new LinkedHashMap<>(orDefaults(description.outbound(), Preset.GENERIC.outbound(station)));
    if (!description.saysReceipts()) {
      attributes.put(MDN_TO, station);
      attributes.putIfAbsent(
          MDN_OPTIONS, PartnershipDefaults.receiptOptions(attributes.getOrDefault("sign", "")));
    }
    return attributes;
  }

  private static void noteDefaults(PartnerDescription description, List<ImportNote> notes) {
    String name = description.partner().name();
    if (description.outbound().isEmpty()) {
      notes.add(
          new ImportNote(
              Kind.CHANGED,
              name,
              "the file has no settings for sending to this partner: messages are signed with"
                  + " sha-256, encrypted with"
                  + " aes256-cbc, with a signed receipt"));
    } else if (description.saysReceipts() && !description.outbound().containsKey(MDN_TO)) {
      notes.add(new ImportNote(Kind.WEAK, name, "no receipt is requested, as in the file"));
    }
  }

  private static Map<String, String> orDefaults(
      Map<String, String> given, Map<String, String> defaults) {
    boolean isDecided =
        given.containsKey("sign") || given.containsKey("encrypt") || given.containsKey(INCOMPLETE);
    if (isDecided) {
      return given;
    }
    Map<String, String> all = new LinkedHashMap<>(defaults);
    all.putAll(given);
    return all;
  }
}
