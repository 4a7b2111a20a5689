package org.as2gateway.admin.partners;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.registry.SecretAttributes;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipAttribute;
import org.as2gateway.registry.partnerships.PartnershipEntry;

/** A further partnership with a partner, such as one for its test system, as a form has it. */
final class NewPartnership {
  private static final String URL = PartnershipAttribute.AS2_URL.attributeName();
  private static final String NAME = "name";
  private static final String DIRECTION = "direction";
  private static final String STATION = "station";
  private static final String FROM = "from";
  private static final String NAMES = "[A-Za-z0-9][A-Za-z0-9._ -]{0,99}";
  private static final List<Choice> DIRECTIONS =
      List.of(new Choice("to", "We send to the partner"), new Choice(FROM, "The partner sends"));

  private final Registrar registrar;
  private final Partner partner;
  private final Map<String, String> typed;

  private NewPartnership(Registrar registrar, Partner partner, Map<String, String> typed) {
    this.registrar = registrar;
    this.partner = partner;
    this.typed = typed;
  }

  /** What a form holds, or what it begins with. */
  static NewPartnership of(Context context, Registrar registrar, Partner partner) {
    List<String> stations = stations(registrar.registry());
    Map<String, String> typed = new LinkedHashMap<>();
    typed.put(STATION, stations.isEmpty() ? "" : stations.get(0));
    typed.put(NAME, typed.get(STATION) + "-to-" + partner.name() + "-test");
    for (String name : List.of(NAME, DIRECTION, STATION, URL)) {
      if (context.formParam(name) != null) {
        typed.put(name, Forms.text(context, name).strip());
      }
    }
    return new NewPartnership(registrar, partner, typed);
  }

  private static List<String> stations(Registry registry) {
    return PartnerReport.stations(registry).stream().map(Partner::name).toList();
  }

  private String typed(String name) {
    return typed.getOrDefault(name, "");
  }

  private boolean isFromPartner() {
    return typed(DIRECTION).equals(FROM);
  }

  /** The fields of the form; what is wrong beside them if that was asked. */
  List<Field> fields(boolean isJudged) {
    Map<String, String> faults = isJudged ? faults() : Map.of();
    List<Field> fields = new ArrayList<>();
    fields.add(Field.choice(DIRECTION, "Direction", typed(DIRECTION), "", DIRECTIONS));
    List<String> stations = stations(registrar.registry());
    if (stations.size() > 1) {
      fields.add(
          Field.choice(
              STATION,
              "Our AS2 identity",
              typed(STATION),
              "",
              stations.stream().map(station -> new Choice(station, station)).toList()));
    }
    fields.add(
        Field.of(NAME, "Name", "Its folder in outbox/ is called so.", Control.TEXT, typed(NAME)));
    fields.add(
        Field.of(URL, "Partner URL", "Only where we send.", Control.URL, typed(URL))
            .as(URL, PartnershipAttribute.AS2_URL.example()));
    return Field.focused(
        fields.stream()
            .map(
                field ->
                    Optional.ofNullable(faults.get(field.name())).map(field::with).orElse(field))
            .toList());
  }

  /** What is wrong, by field. */
  private Map<String, String> faults() {
    Map<String, String> faults = new LinkedHashMap<>();
    Registry registry = registrar.registry();
    if (!typed(NAME).matches(NAMES)) {
      faults.put(
          NAME,
          "Expected 1 to 100 letters, digits and '._ -' that start with a letter or digit, because"
              + " it names a folder.");
    } else if (registry.partnerships().partnership(typed(NAME)).isPresent()) {
      faults.put(NAME, "There is a partnership of this name already.");
    }
    if (!stations(registry).contains(typed(STATION))) {
      faults.put(STATION, "Choose one of our AS2 identities.");
    }
    if (isFromPartner()) {
      present()
          .ifPresent(
              present ->
                  faults.put(
                      DIRECTION,
                      "'"
                          + present.name()
                          + "' receives from this partner already. A received message names only"
                          + " the two AS2 ids, so a second partnership with the same ids would"
                          + " never be used. If the partner's test system has an AS2 id of its"
                          + " own, set it up as a partner of its own."));
    }
    return faults;
  }

  /** Whether it can be added as it is. */
  boolean isSound() {
    return faults().isEmpty();
  }

  /** The partnership in this direction that is there already. */
  private Optional<Partnership> present() {
    String sender = isFromPartner() ? partner.name() : typed(STATION);
    String receiver = isFromPartner() ? typed(STATION) : partner.name();
    return registrar.registry().partnerships().partnerships().stream()
        .filter(p -> p.sender().name().equals(sender) && p.receiver().name().equals(receiver))
        .findFirst();
  }

  /** The entry: with the settings of the partnership that is there, and its own URL. */
  PartnershipEntry entry() throws EditRefused, IOException {
    Optional<Partnership> present = present();
    Map<String, String> attributes = new LinkedHashMap<>();
    if (present.isPresent()) {
      registrar
          .editor()
          .partnership(present.get().name())
          .ifPresent(entry -> attributes.putAll(SecretAttributes.shown(entry.attributes())));
      PartnershipAttribute user = PartnershipAttribute.BASIC_USER; // its password is the other's
      attributes.remove(user.attributeName());
      user.aliases().forEach(attributes::remove);
    } else {
      attributes.putAll(
          isFromPartner() ? Preset.GENERIC.inbound() : Preset.GENERIC.outbound(typed(STATION)));
    }
    if (!isFromPartner()) {
      attributes.put(URL, typed(URL));
    }
    return new PartnershipEntry(
        typed(NAME),
        isFromPartner() ? partner.name() : typed(STATION),
        isFromPartner() ? typed(STATION) : partner.name(),
        attributes);
  }
}
