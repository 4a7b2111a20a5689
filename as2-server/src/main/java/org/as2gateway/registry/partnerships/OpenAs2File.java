package org.as2gateway.registry.partnerships;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.ImportNote.Kind;

/** A {@code partnerships.xml} of OpenAS2 or as2-lib, of which partners are to be added to ours. */
final class OpenAs2File {
  private static final String AS2_ID = "as2_id";
  private static final Set<String> SECURITY =
      Set.of("sign", "encrypt", "as2_mdn_options", "gw.accept_sign", "gw.accept_encrypt");
  private static final Set<String> KEPT = Set.of("protocol");
  private static final Set<String> LOGIN = Set.of("http_user", "http_password", "gw.basic_user");

  private final Entries entries;
  private final Set<String> ourIds;
  private final List<ImportNote> notes = new ArrayList<>();

  private OpenAs2File(Entries entries, Set<String> ourIds) {
    this.entries = entries;
    this.ourIds = ourIds;
  }

  static ImportedFile read(byte[] content, Set<String> ourIds) throws EditRefused {
    Findings findings = new Findings();
    try {
      Entries all = EntryReader.read(XmlScan.scan(content), findings);
      OpenAs2File file = new OpenAs2File(all.sound(), ourIds);
      findings.all().stream()
          .filter(FileProblem::isError)
          .forEach(
              p ->
                  file.notes.add(
                      new ImportNote(
                          Kind.NOT_UNDERSTOOD, "", p.subject() + ": " + p.text() + ": left out")));
      return file.read();
    } catch (XmlRefused e) {
      throw new EditRefused(Reason.INVALID, "line " + e.line() + ": " + e.getMessage());
    }
  }

  /** The partners of which one must be us, where no AS2 id of ours says which. */
  static List<PartnerEntry> unclear(byte[] content, Set<String> ourIds) throws EditRefused {
    try {
      Entries all = EntryReader.read(XmlScan.scan(content), new Findings()).sound();
      OpenAs2File file = new OpenAs2File(all, ourIds);
      return file.isUnclear() ? file.partners() : List.of();
    } catch (XmlRefused e) {
      throw new EditRefused(Reason.INVALID, "line " + e.line() + ": " + e.getMessage());
    }
  }

  private List<PartnerEntry> partners() {
    return entries.partners().stream().map(Located::entry).toList();
  }

  private boolean isUnclear() {
    return partners().size() > 1 && partners().stream().noneMatch(this::isOurs);
  }

  private ImportedFile read() throws EditRefused {
    List<PartnerEntry> partners = partners();
    List<PartnerEntry> us = partners.stream().filter(this::isOurs).toList();
    if (isUnclear()) {
      throw new EditRefused(
          Reason.INVALID,
          "none of its partners has one of our AS2 ids ("
              + String.join(", ", ourIds)
              + "), so it is unknown which of them is us: "
              + partners.stream().map(PartnerEntry::name).collect(Collectors.joining(", ")));
    }
    List<PartnerDescription> found = new ArrayList<>();
    for (PartnerEntry partner : partners) {
      Optional<String> fault =
          MendelsonPartner.idFault(partner.attributes().getOrDefault(AS2_ID, "-"));
      if (fault.isPresent()) {
        notes.add(new ImportNote(Kind.NOT_TAKEN, partner.name(), "not added: " + fault.get()));
      } else if (!isOurs(partner)) {
        found.add(describe(partner, us));
      }
    }
    if (found.isEmpty() && notes.isEmpty()) {
      throw new EditRefused(Reason.INVALID, "the file contains only our own AS2 identity");
    }
    return new ImportedFile(found, notes);
  }

  private boolean isOurs(PartnerEntry partner) {
    return ourIds.contains(partner.attributes().getOrDefault(AS2_ID, ""));
  }

  private PartnerDescription describe(PartnerEntry partner, List<PartnerEntry> us) {
    DescriptionDraft draft = new DescriptionDraft(partner.name());
    partner.attributes().entrySet().stream()
        .filter(e -> KnownNames.PARTNER.contains(e.getKey()))
        .forEach(e -> draft.id(e.getKey(), e.getValue()));
    List<PartnerEntry> partnersOf =
        us.stream().filter(o -> find(o, partner).or(() -> find(partner, o)).isPresent()).toList();
    if (partnersOf.size() > 1) {
      draft.note(
          Kind.NOT_TAKEN,
          "partnerships with "
              + partnersOf.stream()
                  .skip(1)
                  .map(PartnerEntry::name)
                  .collect(Collectors.joining(", "))
              + ": only those with '"
              + partnersOf.get(0).name()
              + "' are imported");
    }
    Optional<PartnerEntry> our = partnersOf.stream().findFirst().or(() -> us.stream().findFirst());
    draft.station(our.map(o -> o.attributes().getOrDefault(AS2_ID, "")));
    Optional<Located<PartnershipEntry>> out = our.flatMap(o -> find(o, partner));
    Optional<Located<PartnershipEntry>> in = our.flatMap(o -> find(partner, o));
    out.ifPresent(way -> copy(way, draft, true));
    in.ifPresent(way -> copy(way, draft, false));
    noteDefaults(draft, out, in);
    return draft.description();
  }

  private static void noteDefaults(
      DescriptionDraft draft,
      Optional<Located<PartnershipEntry>> out,
      Optional<Located<PartnershipEntry>> in) {
    Map<String, String> sending = out.map(w -> w.entry().attributes()).orElse(Map.of());
    if (out.isPresent() && !sending.containsKey("sign") && !sending.containsKey("encrypt")) {
      draft.note(
          Kind.CHANGED,
          "its messages were neither signed nor encrypted: here they will be, unless you set sign"
              + " and"
              + " encrypt to 'none'");
    } else if (out.isPresent()) {
      for (String name : List.of("sign", "encrypt")) {
        if (sending.getOrDefault(name, "").isBlank()) {
          draft.note(
              Kind.WEAK,
              "messages to it are not "
                  + (name.equals("sign") ? "signed" : "encrypted")
                  + ", as before");
        }
      }
    }
    Map<String, String> receiving = in.map(w -> w.entry().attributes()).orElse(Map.of());
    if (!receiving.getOrDefault("reject_unsigned_messages", "").equalsIgnoreCase("true")) {
      draft.note(
          Kind.CHANGED,
          "messages from it must be signed and encrypted; OpenAS2 accepts any. If this partner"
              + " sends"
              + " otherwise, set gw.allow_unsigned or gw.allow_unencrypted");
    }
  }

  private Optional<Located<PartnershipEntry>> find(PartnerEntry sender, PartnerEntry receiver) {
    return entries.partnerships().stream()
        .filter(p -> p.entry().sender().equals(sender.name()))
        .filter(p -> p.entry().receiver().equals(receiver.name()))
        .findFirst();
  }

  private void copy(Located<PartnershipEntry> way, DescriptionDraft draft, boolean isOutbound) {
    Map<String, String> attributes = way.entry().attributes();
    BiConsumer<String, String> target = isOutbound ? draft::outbound : draft::inbound;
    List<String> taken = new ArrayList<>();
    List<String> unused = new ArrayList<>();
    attributes.forEach(
        (name, value) -> {
          boolean isUsed =
              PartnershipAttribute.of(name).isPresent()
                  || KnownNames.OLD_DIGEST_NAMES.contains(name);
          if (LOGIN.contains(name)) {
            return;
          }
          if (!isUsed && !KEPT.contains(name)) {
            unused.add(name);
          } else if (isSound(way, name, value, draft)) {
            target.accept(name, value);
            taken.add(name);
          }
        });
    String direction = isOutbound ? "to it: " : "from it: ";
    if (!taken.isEmpty()) {
      draft.note(Kind.TAKEN, "messages " + direction + String.join(", ", taken));
    }
    if (!unused.isEmpty()) {
      draft.note(
          Kind.NOT_TAKEN, "messages " + direction + String.join(", ", unused) + ": no effect here");
    }
    if (!way.element().children("pollerConfig").isEmpty()) {
      draft.note(Kind.NOT_TAKEN, "pollerConfig: save files in outbox/PARTNERSHIP/");
    }
    login(attributes, draft, isOutbound);
  }

  private static void login(
      Map<String, String> attributes, DescriptionDraft draft, boolean isOutbound) {
    String user =
        attributes.getOrDefault("gw.basic_user", attributes.getOrDefault("http_user", "")).strip();
    String password = attributes.getOrDefault("http_password", "");
    if (user.isEmpty()) {
      return;
    }
    if (isOutbound) {
      draft.outboundLogin(user, password);
    } else {
      draft.inboundLogin(user, password);
    }
    draft.note(Kind.TAKEN, "user of HTTP authentication");
  }

  /** Whether the value can be taken; if not, a note says so. */
  private boolean isSound(
      Located<PartnershipEntry> way, String name, String value, DescriptionDraft draft) {
    String filled = filled(way, value);
    Optional<String> open =
        name.equals("subject") ? Optional.empty() : Placeholders.unfilled(filled);
    Optional<String> fault =
        open.map(o -> Findings.quote(o) + " is in OpenAS2's config.xml")
            .or(() -> AttributeCheck.fault(name, filled));
    if (fault.isEmpty()) {
      return true;
    }
    boolean isSecurity =
        PartnershipAttribute.of(name).filter(a -> SECURITY.contains(a.attributeName())).isPresent();
    if (isSecurity) {
      draft.undecided(name, Findings.quote(value));
    } else {
      draft.note(Kind.NOT_UNDERSTOOD, name + ": " + fault.get() + ": left blank");
    }
    return false;
  }

  private String filled(Located<PartnershipEntry> way, String value) {
    return new Placeholders(
            way.entry().attributes(), idsOf(way.entry().sender()), idsOf(way.entry().receiver()))
        .fill(value);
  }

  private Map<String, String> idsOf(String partner) {
    Map<String, String> ids = new LinkedHashMap<>();
    entries.partner(partner).ifPresent(p -> ids.putAll(p.entry().attributes()));
    ids.put("name", partner);
    return ids;
  }
}
