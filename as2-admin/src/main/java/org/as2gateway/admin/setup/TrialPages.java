package org.as2gateway.admin.setup;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.doctor.PartnerChecks;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.partners.PartnerReport;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.payload.SubmittedFiles;
import org.as2gateway.store.payload.SubmittedFiles.SubmittedFile;

/**
 * Tries a partner from its page, whenever somebody doubts it: the connection, or a test message.
 */
public final class TrialPages {
  private static final String ONE = "/partners/{name}";

  private final Screen screen;
  private final Gateway gateway;
  private final Registrar registrar;

  /** Pages of that gateway. */
  public TrialPages(Screen screen, Gateway gateway, Registrar registrar) {
    this.screen = screen;
    this.gateway = gateway;
    this.registrar = registrar;
  }

  /** Where they are. */
  public List<Route> routes() {
    return List.of(
        Route.form(ONE + "/check", "Test the connection to a partner", this::check)
            .by(Role.PARTNER_MANAGER),
        Route.form(ONE + "/test-message", "Send a test message to a partner", this::send)
            .by(Role.OPERATOR));
  }

  private Partner find(Context context) {
    return gateway
        .registry()
        .partnerships()
        .partner(context.pathParam("name"))
        .orElseThrow(
            () -> new ProblemException(404, "partner not found; it may have been removed"));
  }

  private void check(Context context) {
    Partner partner = find(context);
    PartnerChecks checks =
        new PartnerChecks(
            gateway.config().home(),
            gateway.registry(),
            gateway.proxies(),
            System.getenv(),
            registrar.clock());
    boolean hasRoundTrip = context.formParam("round_trip") != null;
    boolean canRoundTrip =
        PartnerReport.partnershipsOf(gateway.registry(), partner).stream()
            .anyMatch(p -> gateway.registry().isOutbound(p) && p.sftp().url().isPresent());
    screen.show(
        context,
        "setup/trial",
        "Connection test of " + partner.name(),
        new TrialView(
            partner.name(),
            canRoundTrip,
            (hasRoundTrip ? checks.withRoundTrip() : checks).examine(partner)));
  }

  private void send(Context context) throws IOException {
    Partner partner = find(context);
    String partnership = partnership(context, partner);
    gateway
        .registry()
        .partnerships()
        .partnership(partnership)
        .flatMap(TestFile::refusal)
        .ifPresent(
            refusal -> {
              throw new ProblemException(409, refusal);
            });
    Instant now = registrar.now();
    byte[] content = TestFile.text(partnership, now).getBytes(StandardCharsets.UTF_8);
    SubmittedFile file =
        new SubmittedFile(
            TestFile.name(now), Optional.of("text/plain"), new ByteArrayInputStream(content));
    try {
      MessageRecord sent =
          gateway.submit(partnership, Optional.of("AS2 connection test"), SubmittedFiles.of(file));
      registrar.audit(Caller.of(context).actor(), "test-message", sent.id(), null, partnership);
      screen.redirect(context, "/messages/" + sent.id(), "The test message was queued.");
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }

  /** The chosen partnership, or the only one. */
  private String partnership(Context context, Partner partner) {
    List<String> known = PartnerReport.outbound(gateway.registry(), partner);
    String chosen = Forms.text(context, "partnership");
    if (known.isEmpty()) {
      throw new ProblemException(422, "we do not send to this partner");
    }
    if (chosen.isEmpty() && known.size() == 1) {
      return known.get(0);
    }
    if (!known.contains(chosen)) {
      throw new ProblemException(422, "choose one of " + String.join(", ", known));
    }
    return chosen;
  }
}
