package org.as2gateway.admin.usps;

import static org.as2gateway.admin.port.QueryParameter.text;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.port.BodyType;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.usps.MailerIdsJson.MailerIdJson;
import org.as2gateway.people.accounts.Role;

/** Layouts, code lists and mailer IDs. */
public final class TablesRoutes {
  private static final String MIDS = "/api/v1/usps/mids";
  private static final String MID = MIDS + "/{mid}";

  private final TablesDesk desk;

  /** The routes of that desk. */
  public TablesRoutes(TablesDesk desk) {
    this.desk = desk;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/usps/tables",
                "List the USPS layouts and code lists in use",
                TablesJson.class,
                context -> TablesJson.of(desk.tables()))
            .by(Role.VIEWER),
        Route.post(
                "/api/v1/usps/service-types",
                "Import service type codes from the workbook of USPS (.xlsx)",
                ServiceTypesJson.class,
                this::importServiceTypes)
            .takes(BodyType.BYTES)
            .asking(text("filename").says("name of the workbook; it says which edition it is"))
            .upTo(TablesDesk.MOST_REQUEST_BYTES)
            .by(Role.PARTNER_MANAGER),
        Route.get(
                MIDS,
                "List mailer IDs and their owners",
                MailerIdsJson.class,
                context -> MailerIdsJson.of(desk.mailerIds()))
            .by(Role.VIEWER),
        Route.put(MID, "Add a mailer ID or change its owner", MailerIdJson.class, this::put)
            .takes(MailerIdChange.class)
            .by(Role.PARTNER_MANAGER),
        Route.delete(MID, "Remove a mailer ID", this::remove).by(Role.PARTNER_MANAGER));
  }

  @Description("The owner of a mailer ID.")
  private record MailerIdChange(Optional<String> owner) implements RequestDocument {}

  private ServiceTypesJson importServiceTypes(Context context) throws IOException {
    String name = Optional.ofNullable(context.queryParam("filename")).orElse("workbook.xlsx");
    return ServiceTypesJson.of(
        desk.importServiceTypes(Caller.of(context), name, context.bodyInputStream()));
  }

  private MailerIdJson put(Context context) throws IOException {
    String mailerId = context.pathParam("mid");
    String owner = JsonBody.orEmpty(context).text("owner").orElse("");
    desk.put(Caller.of(context), mailerId, owner);
    return new MailerIdJson(mailerId, owner.strip());
  }

  private void remove(Context context) throws IOException {
    desk.remove(Caller.of(context), context.pathParam("mid"));
  }
}
