package org.as2gateway.admin.partners;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.messages.MessageActions;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Edits;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.RegistryEditor;
import org.as2gateway.registry.Revision;
import org.as2gateway.registry.partnerships.AttributeCheck;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.Fault;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import org.jspecify.annotations.Nullable;

/** The settings of a partnership, to change; the history of all, to go back in. */
public final class PartnershipPages {
  private static final String PARTNERSHIP = "/partnerships/{name}";
  private static final String EDIT = PARTNERSHIP + "/edit";
  private static final String HISTORY = "/history";
  private static final int REVISIONS = 50;

  private final Screen screen;
  private final Registrar registrar;
  private final PartnerViews views;
  private final MessageActions actions;

  /** Pages of that gateway's partnerships. */
  public PartnershipPages(
      Screen screen, Gateway gateway, Registrar registrar, MessageActions actions) {
    this.screen = screen;
    this.registrar = registrar;
    this.views = new PartnerViews(gateway, registrar);
    this.actions = actions;
  }

  /** Where they are. */
  public List<Route> routes() {
    return List.of(
        Route.page(EDIT, "Settings of a partnership", this::form).by(Role.PARTNER_MANAGER),
        Route.form(EDIT, "Change a partnership", this::change).by(Role.PARTNER_MANAGER),
        Route.form(PARTNERSHIP + "/hold", "Pause sending on a partnership", this::hold)
            .by(Role.OPERATOR),
        Route.form(PARTNERSHIP + "/release", "Resume sending on a partnership", this::release)
            .by(Role.OPERATOR),
        Route.page(HISTORY, "History of the registry", this::history).by(Role.VIEWER),
        Route.page(HISTORY + "/{number}/roll-back", "Preview of a rollback", this::previewRollBack)
            .by(Role.PARTNER_MANAGER),
        Route.form(HISTORY + "/{number}/roll-back", "Roll back to a revision", this::rollBack)
            .by(Role.PARTNER_MANAGER));
  }

  private PartnershipEntry find(Context context) throws IOException {
    return Edits.make(() -> registrar.editor().partnership(context.pathParam("name")))
        .orElseThrow(
            () -> new ProblemException(404, "partnership not found; it may have been removed"));
  }

  private void form(Context context) throws IOException {
    PartnershipEntry entry = find(context);
    show(context, entry, RegistryEditor.version(entry), List.of(), null);
  }

  private void show(
      Context context,
      PartnershipEntry entry,
      String version,
      List<Fault> faults,
      @Nullable String error) {
    Registry registry = registrar.registry();
    Partnership loaded =
        registry
            .partnerships()
            .partnership(entry.name())
            .orElseThrow(
                () ->
                    new ProblemException(
                        409, "partnerships.xml has errors and was not loaded; fix it first"));
    PartnershipCard card = views.card(registry, loaded, entry);
    String partner = registry.isOwn(loaded.sender()) ? entry.receiver() : entry.sender();
    screen.show(
        context,
        "partners/partnership",
        entry.name(),
        new PartnershipFormView(
            card, PartnershipFormView.groups(card.settings(), faults), partner, version, error));
  }

  private void change(Context context) throws IOException {
    PartnershipEntry before = find(context);
    Map<String, String> attributes = new LinkedHashMap<>(before.attributes());
    SettingRow.all().forEach(row -> take(context, row, attributes));
    PartnershipEntry entry =
        new PartnershipEntry(before.name(), before.sender(), before.receiver(), attributes);
    String version = Forms.text(context, "version");
    try {
      registrar.putPartnership(Caller.of(context).actor(), entry, Optional.of(version));
      Registry registry = registrar.registry();
      boolean isOutbound =
          registry
              .partnerships()
              .partnership(entry.name())
              .filter(registry::isOutbound)
              .isPresent();
      screen.redirect(
          context,
          Links.partner(isOutbound ? entry.receiver() : entry.sender()),
          "Saved. The new settings apply to messages from now on.");
    } catch (EditRefused e) {
      context.status(422);
      boolean isStale = e.reason() != EditRefused.Reason.INVALID;
      List<Fault> faults = isStale ? List.of() : AttributeCheck.faults(attributes);
      show(context, entry, version, faults, e.getMessage());
    }
  }

  /** A blank value stays where the file has the attribute; an alias keeps its name. */
  private static void take(Context context, SettingRow row, Map<String, String> attributes) {
    String name = row.attribute().attributeName();
    Optional<String> typed = Field.typed(context, name, row.control());
    if (typed.isEmpty()) {
      return;
    }
    String value = typed.get();
    String known =
        row.attribute().aliases().stream()
            .filter(alias -> attributes.containsKey(alias) && !attributes.containsKey(name))
            .findFirst()
            .orElse(name);
    String before = attributes.getOrDefault(known, "");
    boolean isThere = attributes.containsKey(known);
    if ((!value.isEmpty() || isThere) && !(isThere && row.isSame(before, value))) {
      attributes.put(known, value);
    }
  }

  private void hold(Context context) throws IOException {
    try {
      actions.hold(Caller.of(context), context.pathParam("name"));
      goBack(
          context, "On hold. New messages are queued and sent when you release the partnership.");
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }

  private void release(Context context) throws IOException {
    try {
      actions.release(Caller.of(context), context.pathParam("name"));
      goBack(context, "Released. Queued messages are being sent.");
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }

  private void goBack(Context context, String done) throws IOException {
    screen.redirect(context, Links.partner(find(context).receiver()), done);
  }

  private void history(Context context) {
    screen.show(
        context,
        "partners/history",
        "History",
        new HistoryView(registrar.editor().revisions(REVISIONS)));
  }

  private static long number(Context context) {
    String number = context.pathParam("number");
    if (!number.matches("\\d{1,18}")) {
      throw new ProblemException(404, "revision not found, expected a number");
    }
    return Long.parseLong(number);
  }

  private void previewRollBack(Context context) {
    Revision then =
        registrar
            .editor()
            .revision(number(context))
            .orElseThrow(() -> new ProblemException(404, "revision not found"));
    String now = registrar.editor().revisions(1).get(0).text();
    screen.show(
        context,
        "partners/rollback",
        "Roll back to revision " + then.number(),
        RollBackView.of(then, now));
  }

  private void rollBack(Context context) throws IOException {
    long number = number(context);
    Edits.make(
        () -> {
          registrar.rollBack(Caller.of(context).actor(), number);
          return number;
        });
    screen.redirect(
        context, HISTORY, "Partners and partnerships were rolled back to revision " + number + ".");
  }
}
