package org.as2gateway.admin.usps;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.as2gateway.Gateway;
import org.as2gateway.admin.messages.BlockedRoutes;
import org.as2gateway.admin.messages.MessageActions;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.usps.ledger.FileMessage;
import org.as2gateway.usps.ledger.UspsFile;
import org.jspecify.annotations.Nullable;

/** One file that goes to USPS: what happened to it, and what can be done. */
public final class FilePages {
  static final String PATH = "/usps/files/{efn}";
  private static final String CORRECT = PATH + "/correct";
  private static final String SCANS = "/usps/scans";

  private final Screen screen;
  private final Gateway gateway;
  private final FilesDesk desk;
  private final MessageActions actions;
  private final Predicate<String> hasPage;

  /**
   * The pages of that gateway.
   *
   * @param hasPage whether there is a page of that path; links lead to those only
   */
  public FilePages(Screen screen, Gateway gateway, Clock clock, Predicate<String> hasPage) {
    this.screen = screen;
    this.gateway = gateway;
    this.desk = new FilesDesk(gateway, clock);
    this.actions = new MessageActions(gateway, clock);
    this.hasPage = hasPage;
  }

  public List<Route> routes() {
    return List.of(
        Route.page(PATH, "Show a file that goes to USPS", this::show).by(Role.VIEWER),
        Route.form(PATH + "/accept", "Mark a file as accepted by USPS", this::accept)
            .by(Role.OPERATOR),
        Route.form(PATH + "/send-anyway", "Send a blocked file", this::sendAnyway)
            .by(Role.OPERATOR),
        Route.form(PATH + "/discard", "End a blocked file unsent", this::discard)
            .by(Role.OPERATOR));
  }

  /** Where a file is shown. */
  static String path(String efn) {
    return PATH.replace("{efn}", encode(efn));
  }

  private static String encode(String efn) {
    return URLEncoder.encode(efn, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private void show(Context context) {
    show(context, find(context), null);
  }

  private UspsFile find(Context context) {
    return desk.require(context.pathParam("efn"));
  }

  private void show(Context context, UspsFile file, @Nullable String error) {
    FileView.Links links =
        new FileView.Links(
            hasPage.test(CORRECT) ? path(file.efn()) + "/correct" : null,
            hasPage.test(SCANS) ? SCANS + "?efn=" + encode(file.efn()) : null);
    FileView view = new FileParts(gateway).view(file, links, error);
    screen.show(context, "usps/file", "EFN " + file.efn(), view);
  }

  private void accept(Context context) {
    UspsFile file = find(context);
    try {
      desk.accept(Caller.of(context).actor(), file.efn(), Forms.text(context, "note"));
      screen.redirect(
          context, path(file.efn()), "The file was marked as accepted. Your note was recorded.");
    } catch (ProblemException e) {
      context.status(422);
      show(context, file, e.getMessage());
    }
  }

  private void sendAnyway(Context context) {
    UspsFile file = find(context);
    try {
      String reason = BlockedRoutes.reason(Forms.text(context, "reason"));
      actions.sendAnyway(Caller.of(context), message(context, file), reason);
      screen.redirect(
          context,
          path(file.efn()),
          "The file was queued although it was blocked. Your reason was recorded.");
    } catch (ProblemException | RefusedOperation e) {
      context.status(422);
      show(context, file, e.getMessage());
    }
  }

  private void discard(Context context) {
    UspsFile file = find(context);
    try {
      actions.discard(Caller.of(context), message(context, file));
      screen.redirect(
          context,
          path(file.efn()),
          "The message was discarded. It was not sent, and the number may be used again.");
    } catch (RefusedOperation e) {
      context.status(422);
      show(context, file, e.getMessage());
    }
  }

  /** The message that the form names; it has to carry the file. */
  private MessageRecord message(Context context, UspsFile file) {
    String id = Forms.text(context, "message");
    boolean isOfFile =
        gateway.usps().ledger().messages().ofFile(file.id()).stream()
            .map(FileMessage::message)
            .anyMatch(id::equals);
    if (!isOfFile) {
      throw new ProblemException(404, "the message does not carry this file; reload the page");
    }
    return actions.require(id);
  }
}
