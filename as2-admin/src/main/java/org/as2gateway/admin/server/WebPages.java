package org.as2gateway.admin.server;

import io.javalin.http.Context;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.accounts.AccountPages;
import org.as2gateway.admin.accounts.AuditPages;
import org.as2gateway.admin.accounts.NewPasswordPages;
import org.as2gateway.admin.accounts.OwnAccountPages;
import org.as2gateway.admin.accounts.ProviderPages;
import org.as2gateway.admin.accounts.ResetPages;
import org.as2gateway.admin.accounts.SetUp;
import org.as2gateway.admin.accounts.SetUpPages;
import org.as2gateway.admin.accounts.SignInPages;
import org.as2gateway.admin.accounts.oidc.OidcClient;
import org.as2gateway.admin.alerts.AlertDesk;
import org.as2gateway.admin.alerts.AlertPages;
import org.as2gateway.admin.alerts.MailServerPages;
import org.as2gateway.admin.certificates.CertificatePages;
import org.as2gateway.admin.connections.ConnectionsDesk;
import org.as2gateway.admin.connections.ConnectionsPages;
import org.as2gateway.admin.expected.ExpectedPages;
import org.as2gateway.admin.messages.FallbackPages;
import org.as2gateway.admin.messages.LivePage;
import org.as2gateway.admin.messages.MessageActions;
import org.as2gateway.admin.messages.MessagePages;
import org.as2gateway.admin.messages.MessagesPage;
import org.as2gateway.admin.messages.SendPage;
import org.as2gateway.admin.page.ApiView;
import org.as2gateway.admin.page.Asset;
import org.as2gateway.admin.page.Place;
import org.as2gateway.admin.page.ProblemView;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.partners.HostKeyPages;
import org.as2gateway.admin.partners.ImportPages;
import org.as2gateway.admin.partners.NewPartnershipPages;
import org.as2gateway.admin.partners.PartnerPages;
import org.as2gateway.admin.partners.PartnershipPages;
import org.as2gateway.admin.port.Pages;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.admin.setup.OnboardingPages;
import org.as2gateway.admin.setup.TrialPages;
import org.as2gateway.admin.today.TodayPage;
import org.as2gateway.admin.usps.AnswerPages;
import org.as2gateway.admin.usps.BoardPages;
import org.as2gateway.admin.usps.CheckDesk;
import org.as2gateway.admin.usps.CheckPages;
import org.as2gateway.admin.usps.CorrectionPages;
import org.as2gateway.admin.usps.FilePages;
import org.as2gateway.admin.usps.ProfilePages;
import org.as2gateway.admin.usps.ScansDesk;
import org.as2gateway.admin.usps.ScansPages;
import org.as2gateway.admin.usps.TablesDesk;
import org.as2gateway.admin.usps.TablesPages;
import org.as2gateway.people.accounts.Identity;
import org.as2gateway.store.log.MessageQuery.Effort;
import tools.jackson.databind.JsonNode;

/** All pages. */
public final class WebPages implements Pages {
  private final Screen screen;
  private final List<Route> routes = new ArrayList<>();
  private final LivePage live;

  /** The pages over those parts. */
  public WebPages(AdminParts parts, SetUp setUp, Clock clock) {
    this(parts, setUp, clock, MessagesPage.EFFORT);
  }

  /** Pages that look for messages that long. */
  WebPages(AdminParts parts, SetUp setUp, Clock clock, Effort search) {
    Gateway gateway = parts.gateway();
    Registrar registrar = parts.registrar();
    Identity identity = gateway.identity();
    Optional<OidcClient> provider = OidcClient.of(gateway.config().oidc(), clock);
    Place place = Place.here(gateway.config().environment(), () -> unacknowledged(parts.alerts()));
    screen = new Screen(identity.signIns(), place, clock);
    Arrays.stream(Asset.values()).map(WebPages::asset).forEach(routes::add);
    routes.addAll(new SignInPages(screen, identity.signIns(), setUp, provider).routes());
    routes.addAll(new ProviderPages(screen, identity.external(), provider).routes());
    routes.addAll(new SetUpPages(screen, identity.accounts(), setUp).routes());
    routes.addAll(new ResetPages(screen, identity).routes());
    routes.addAll(new TodayPage(screen, gateway, parts.alerts(), clock).routes());
    routes.addAll(new AlertPages(screen, parts.alerts(), gateway::registry, parts.mail()).routes());
    routes.addAll(new MailServerPages(screen, parts.mail()).routes());
    routes.addAll(new ExpectedPages(screen, parts.expected()).routes());
    MessageActions actions = new MessageActions(gateway, clock);
    routes.addAll(new MessagesPage(screen, gateway, actions, search).routes());
    routes.addAll(new MessagePages(screen, gateway, actions).routes());
    routes.addAll(new FallbackPages(screen, gateway, actions).routes());
    routes.addAll(new SendPage(screen, gateway, actions, clock).routes());
    routes.addAll(new AccountPages(screen, identity, clock).routes());
    routes.addAll(new AuditPages(screen, identity.audit()).routes());
    routes.addAll(new OwnAccountPages(screen, identity.own()).routes());
    routes.addAll(new NewPasswordPages(screen, identity.own()).routes());
    routes.addAll(new PartnerPages(screen, gateway, registrar).routes());
    routes.addAll(new HostKeyPages(screen, gateway, registrar).routes());
    routes.addAll(new PartnershipPages(screen, gateway, registrar, actions).routes());
    routes.addAll(new NewPartnershipPages(screen, registrar).routes());
    routes.addAll(new ImportPages(screen, registrar).routes());
    routes.addAll(new ConnectionsPages(screen, new ConnectionsDesk(gateway, clock)).routes());
    routes.addAll(new CertificatePages(screen, gateway, registrar).routes());
    routes.addAll(new OnboardingPages(screen, gateway, registrar).routes());
    routes.addAll(new TrialPages(screen, gateway, registrar).routes());
    addUsps(gateway, clock);
    live = new LivePage(gateway.messages());
    routes.addAll(live.routes());
  }

  @Override
  public List<Route> routes() {
    return List.copyOf(routes);
  }

  private void addUsps(Gateway gateway, Clock clock) {
    routes.addAll(new BoardPages(screen, gateway, clock).routes());
    routes.addAll(new FilePages(screen, gateway, clock, this::hasPage).routes());
    routes.addAll(new CheckPages(screen, new CheckDesk(gateway)).routes());
    routes.addAll(new TablesPages(screen, new TablesDesk(gateway, clock)).routes());
    routes.addAll(new AnswerPages(screen, gateway, clock).routes());
    routes.addAll(new ScansPages(screen, ScansDesk.of(gateway, clock)).routes());
    routes.addAll(new ProfilePages(screen, gateway, clock).routes());
    routes.addAll(new CorrectionPages(screen, gateway, clock).routes());
  }

  private boolean hasPage(String path) {
    return routes.stream().anyMatch(route -> route.path().equals(path));
  }

  private static long unacknowledged(AlertDesk alerts) {
    return alerts.open().stream().filter(alert -> alert.acknowledged().isEmpty()).count();
  }

  @Override
  public void problem(Context context, int status, String detail) {
    ProblemView view = ProblemView.of(status, detail);
    screen.show(context, "page/problem", view.heading(), view);
  }

  @Override
  public void api(Context context, JsonNode document) {
    screen.show(context, "page/api", "API", ApiView.of(document));
  }

  @Override
  public void close() {
    live.close();
  }

  private static Route asset(Asset asset) {
    byte[] content = asset.content().toBytes();
    return Route.page(
            asset.path(),
            "Part of the pages",
            context -> {
              context.header("Cache-Control", "public, max-age=31536000, immutable");
              context.contentType(asset.contentType()).result(content);
            })
        .toEverybody();
  }
}
