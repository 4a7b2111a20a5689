package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.people.accounts.Role;

/** The queues of partnerships: to stop, and to let go on. */
public final class QueueRoutes {
  private static final String PARTNERSHIP = "/api/v1/partnerships/{name}";

  private final Gateway gateway;
  private final MessageActions actions;

  public QueueRoutes(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.actions = new MessageActions(gateway, clock);
  }

  public List<Route> routes() {
    return List.of(
        Route.post(
                PARTNERSHIP + "/hold", "Pause sending on a partnership", HeldJson.class, this::hold)
            .by(Role.OPERATOR),
        Route.post(
                PARTNERSHIP + "/release",
                "Resume sending on a partnership",
                HeldJson.class,
                this::release)
            .by(Role.OPERATOR));
  }

  private HeldJson hold(Context context) {
    String name = context.pathParam("name");
    try {
      actions.hold(Caller.of(context), name);
      return held(name);
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }

  private HeldJson release(Context context) {
    String name = context.pathParam("name");
    try {
      actions.release(Caller.of(context), name);
      return held(name);
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }

  private HeldJson held(String name) {
    return new HeldJson(name, gateway.held().contains(name));
  }
}
