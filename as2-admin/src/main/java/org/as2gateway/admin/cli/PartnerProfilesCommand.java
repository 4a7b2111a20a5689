package org.as2gateway.admin.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.Suggestion;
import org.as2gateway.registry.partnerships.PartnerProfile;
import org.as2gateway.registry.partnerships.PartnerProfiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code partner profiles}: what is known of other products. */
@Command(
    name = "profiles",
    description = {
      "List the partner products with known quirks, and the source of each.",
      "",
      "Set gw.profile in a partner's partnerships to choose one. Its settings apply where nothing else is set. Products not listed need no profile as far as we know."
    },
    footer = {"", "Examples:", "  ./as2 partner profiles", "  ./as2 partner profiles ibm-sterling"})
final class PartnerProfilesCommand extends HomeCommand {
  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Show only this profile.")
  private Optional<String> name = Optional.empty();

  @Option(names = "--json", description = "Print JSON.")
  private boolean isJson;

  PartnerProfilesCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    List<PartnerProfile> chosen =
        name.isEmpty() ? PartnerProfiles.all() : List.of(profile(this, name.get()));
    if (isJson) {
      ArrayNode list = JsonMapper.shared().createArrayNode();
      chosen.forEach(profile -> list.add(json(profile)));
      shell().json(list);
    } else {
      chosen.forEach(profile -> lines(profile).forEach(shell()::line));
    }
    return DONE;
  }

  /** The profile of that name; another one is wrong usage. */
  static PartnerProfile profile(HomeCommand command, String name) {
    return PartnerProfiles.find(name)
        .orElseThrow(
            () ->
                command.wrongUsage(
                    "'"
                        + name
                        + "' is not a profile"
                        + Suggestion.hint(name, PartnerProfiles.names())
                        + "; './as2 partner profiles' lists them"));
  }

  private static List<String> lines(PartnerProfile profile) {
    List<String> lines = new ArrayList<>();
    lines.add(profile.name() + "  " + profile.product());
    for (PartnerProfile.Quirk quirk : profile.quirks()) {
      lines.add("  sets " + quirk.attribute().attributeName() + " = " + quirk.value());
      lines.add("    since " + quirk.why());
      lines.add("    known from " + quirk.source());
    }
    for (PartnerProfile.Habit habit : profile.habits()) {
      lines.add("  digest of the " + habit.digest().replace('-', ' ') + ": " + habit.text());
      lines.add("    known from " + habit.source());
    }
    for (PartnerProfile.Note note : profile.notes()) {
      lines.add("  " + note.text());
      lines.add("    known from " + note.source());
    }
    return lines;
  }

  private static ObjectNode json(PartnerProfile profile) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("name", profile.name());
    json.put("product", profile.product());
    ArrayNode quirks = json.putArray("quirks");
    for (PartnerProfile.Quirk quirk : profile.quirks()) {
      quirks
          .addObject()
          .put("attribute", quirk.attribute().attributeName())
          .put("value", quirk.value())
          .put("why", quirk.why())
          .put("source", quirk.source());
    }
    ArrayNode habits = json.putArray("habits");
    for (PartnerProfile.Habit habit : profile.habits()) {
      habits
          .addObject()
          .put("digest", habit.digest())
          .put("text", habit.text())
          .put("source", habit.source());
    }
    ArrayNode notes = json.putArray("notes");
    for (PartnerProfile.Note note : profile.notes()) {
      notes.addObject().put("text", note.text()).put("source", note.source());
    }
    return json;
  }
}
