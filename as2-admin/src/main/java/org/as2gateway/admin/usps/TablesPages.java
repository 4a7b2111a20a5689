package org.as2gateway.admin.usps;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.as2.smime.MultipartFiles;
import org.as2gateway.as2.smime.MultipartFiles.FormFile;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.usps.layouts.ServiceTypesImport;
import org.as2gateway.usps.layouts.UspsTables;
import org.jspecify.annotations.Nullable;

/** Which layouts and codes are in use, and the mailer IDs. */
public final class TablesPages {
  private static final String PATH = UspsTab.TABLES.path();
  private static final String MIDS = "/usps/mids";
  private static final String MIDS_SECTION = "#mids";

  private final Screen screen;
  private final TablesDesk desk;

  /** The pages over that desk. */
  public TablesPages(Screen screen, TablesDesk desk) {
    this.screen = screen;
    this.desk = desk;
  }

  public List<Route> routes() {
    return List.of(
        Route.page(PATH, "Layouts, codes and mailer IDs", this::list).by(Role.VIEWER),
        Route.page(PATH + "/layouts/{id}", "A layout", this::layout).by(Role.VIEWER),
        Route.page(PATH + "/codes/{id}", "A list of codes", this::codes).by(Role.VIEWER),
        Route.upload("/usps/service-types", "Import service type codes", this::importServiceTypes)
            .upTo(TablesDesk.MOST_REQUEST_BYTES)
            .by(Role.PARTNER_MANAGER),
        Route.form(MIDS, "Add a mailer ID or change its owner", this::put).by(Role.PARTNER_MANAGER),
        Route.form(MIDS + "/remove", "Remove a mailer ID", this::remove).by(Role.PARTNER_MANAGER));
  }

  private void list(Context context) {
    show(context, Optional.ofNullable(context.queryParam("removed")), null);
  }

  private void show(Context context, Optional<String> removed, @Nullable String error) {
    String owner = Optional.ofNullable(context.queryParam("owner")).orElse("");
    screen.show(
        context,
        "usps/tables",
        "USPS tables",
        TablesView.of(
                desk.tables(), desk.mailerIds(), new TablesView.Removed(removed.orElse(""), owner))
            .with(error));
  }

  private void layout(Context context) {
    UspsTables tables = desk.tables();
    show(
        context,
        Optional.ofNullable(tables.layouts().get(context.pathParam("id"))).map(TableView::of));
  }

  private void codes(Context context) {
    UspsTables tables = desk.tables();
    show(
        context,
        Optional.ofNullable(tables.codes().get(context.pathParam("id"))).map(TableView::of));
  }

  private void show(Context context, Optional<TableView> found) {
    TableView view =
        found.orElseThrow(
            () -> new ProblemException(404, "table not found; its file may have left the home"));
    screen.show(context, "usps/table", view.info().name(), view);
  }

  private void importServiceTypes(Context context) throws IOException {
    MultipartFiles form =
        MultipartFiles.of(
                Objects.requireNonNullElse(context.contentType(), ""), context.bodyInputStream())
            .orElseThrow(() -> new ProblemException(415, "expected a form with a file"));
    Optional<FormFile> file = CheckDesk.nextFile(form);
    Caller caller = Caller.of(context);
    caller.requireToken(form.field("csrf"));
    try {
      FormFile workbook =
          file.orElseThrow(() -> new ProblemException(422, "choose the workbook first"));
      ServiceTypesImport.Result result =
          desk.importServiceTypes(caller, workbook.filename(), workbook.content());
      screen.redirect(context, PATH, "Imported " + result.codes() + " service type codes.");
    } catch (ProblemException e) {
      context.status(422);
      show(context, Optional.empty(), e.getMessage());
    }
  }

  private void put(Context context) throws IOException {
    String mailerId = Forms.text(context, "mid").strip();
    try {
      desk.put(Caller.of(context), mailerId, Forms.text(context, "owner"));
      screen.redirect(context, PATH + MIDS_SECTION, "Mailer ID " + mailerId + " was saved.");
    } catch (ProblemException e) {
      context.status(422);
      show(context, Optional.empty(), e.getMessage());
    }
  }

  private void remove(Context context) throws IOException {
    String mailerId = Forms.text(context, "mid");
    String owner = desk.remove(Caller.of(context), mailerId);
    String query =
        "?removed=" + mailerId + "&owner=" + URLEncoder.encode(owner, StandardCharsets.UTF_8);
    screen.redirect(context, PATH + query + MIDS_SECTION);
  }
}
