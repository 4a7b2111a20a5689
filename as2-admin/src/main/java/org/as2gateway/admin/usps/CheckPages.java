package org.as2gateway.admin.usps;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.as2.smime.MultipartFiles;
import org.as2gateway.as2.smime.MultipartFiles.FormFile;
import org.as2gateway.people.accounts.Role;

/** Checks files that are chosen or dropped on the page; nothing is sent. */
public final class CheckPages {
  private static final String SUMMARY = "Check manifests without sending them";

  private final Screen screen;
  private final CheckDesk desk;

  /** The page over that desk. */
  public CheckPages(Screen screen, CheckDesk desk) {
    this.screen = screen;
    this.desk = desk;
  }

  public List<Route> routes() {
    String path = UspsTab.CHECK.path();
    return List.of(
        Route.page(path, SUMMARY, context -> show(context, CheckView.EMPTY)).by(Role.VIEWER),
        Route.upload(path, SUMMARY, this::check).streaming().by(Role.VIEWER));
  }

  private void show(Context context, CheckView view) {
    screen.show(context, "usps/check", "Check a file", view);
  }

  /** The form is read as it comes in: its fields stand before its files. */
  private void check(Context context) throws IOException {
    MultipartFiles form =
        MultipartFiles.of(
                Objects.requireNonNullElse(context.contentType(), ""), context.bodyInputStream())
            .orElseThrow(() -> new ProblemException(415, "expected a form with files"));
    Optional<FormFile> first = CheckDesk.nextFile(form);
    Caller.of(context).requireToken(form.field("csrf"));
    boolean isCorrection = form.field("correction").isPresent();
    if (first.isEmpty()) {
      context.status(400);
      show(context, new CheckView("Choose a file first.", isCorrection, false, List.of()));
      return;
    }
    CheckDesk.Checked checked = desk.check(first, form, isCorrection);
    show(
        context,
        new CheckView(
            null,
            isCorrection,
            checked.isCut(),
            checked.files().stream()
                .map(file -> CheckView.Checked.of(file, desk.names(file)))
                .toList()));
  }
}
