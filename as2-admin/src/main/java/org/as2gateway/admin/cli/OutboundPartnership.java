package org.as2gateway.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.admin.client.ApiException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.as2.wire.Suggestion;
import tools.jackson.databind.JsonNode;

/** The one place where a command finds the partnership that somebody means. */
final class OutboundPartnership {
  static final String DESCRIPTION =
      "Partnership to send on, or a partner that we send to on one partnership only.";

  private static final String PARTNERSHIPS = "/api/v1/partnerships";
  private static final int NOT_FOUND = 404;

  private OutboundPartnership() {}

  /**
   * The name of the partnership: the one that is called so, otherwise the only outbound one to the
   * partner of that name.
   *
   * @throws CommandFailure if there is none
   * @throws picocli.CommandLine.ParameterException if there are several to that partner
   */
  static String named(HomeCommand command, GatewayClient client, String name)
      throws IOException, CommandFailure {
    try {
      client.get(PARTNERSHIPS + "/" + GatewayClient.encode(name));
      return name;
    } catch (ApiException e) {
      if (e.status() != NOT_FOUND) {
        throw e;
      }
      return toPartner(command, client, name);
    }
  }

  private static String toPartner(HomeCommand command, GatewayClient client, String name)
      throws IOException, CommandFailure {
    List<String> known = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (JsonNode partnership : client.get(PARTNERSHIPS).path("partnerships")) {
      if (partnership.path("outbound").asBoolean()) {
        String receiver = partnership.path("receiver").asString();
        known.add(partnership.path("name").asString());
        known.add(receiver);
        if (receiver.equals(name)) {
          found.add(partnership.path("name").asString());
        }
      }
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.isEmpty()) {
      throw unknown(name, known);
    }
    throw command.wrongUsage(several(name, found) + "; name one of them");
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

  /** What is unclear about a partner. */
  static String several(String partner, List<String> partnerships) {
    return "there are several partnerships to '"
        + partner
        + "': "
        + String.join(", ", partnerships);
  }
}
