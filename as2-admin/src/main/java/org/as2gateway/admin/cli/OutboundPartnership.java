package org.as2gateway.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.as2.wire.Suggestion;
import tools.jackson.databind.JsonNode;

/** The one place where a command finds the partnership that somebody means. */
final class OutboundPartnership {
  static final String DESCRIPTION =
      "Partnership to send on, or a partner that we send to on one partnership only.";

  private OutboundPartnership() {}

  /**
   * The name of the partnership: the one that is called so, otherwise the only outbound one to the
   * partner of that name.
   *
   * @throws CommandFailure if there is none, or several to that partner
   */
  static String named(GatewayClient client, String name) throws IOException, CommandFailure {
    List<String> known = new ArrayList<>();
    List<String> toPartner = new ArrayList<>();
    for (JsonNode partnership : client.get("/api/v1/partnerships").path("partnerships")) {
      String found = partnership.path("name").asString();
      if (found.equals(name)) {
        return found;
      }
      if (partnership.path("outbound").asBoolean()) {
        String receiver = partnership.path("receiver").asString();
        known.add(found);
        known.add(receiver);
        if (receiver.equals(name)) {
          toPartner.add(found);
        }
      }
    }
    if (toPartner.size() == 1) {
      return toPartner.get(0);
    }
    throw toPartner.isEmpty() ? unknown(name, known) : several(name, toPartner);
  }

  private static CommandFailure unknown(String name, List<String> known) {
    return new CommandFailure(
        "there is no outbound partnership '"
            + name
            + "' and none to a partner of that name; "
            + Suggestion.nearest(name, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("'./as2 partner list' lists the partners"));
  }

  private static CommandFailure several(String partner, List<String> partnerships) {
    return new CommandFailure(
        "there are several partnerships to '"
            + partner
            + "': "
            + String.join(", ", partnerships)
            + "; name one of them");
  }
}
