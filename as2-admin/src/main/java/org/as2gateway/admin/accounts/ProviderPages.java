package org.as2gateway.admin.accounts;

import io.javalin.http.Context;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.accounts.oidc.Handshake;
import org.as2gateway.admin.accounts.oidc.OidcClient;
import org.as2gateway.admin.accounts.oidc.OidcException;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.page.Screen;
import org.as2gateway.admin.port.HandshakeCookie;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.SessionCookie;
import org.as2gateway.people.accounts.AccountRefused;
import org.as2gateway.people.accounts.ExternalPerson;
import org.as2gateway.people.accounts.ExternalSignIns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing in at the provider: the way there and the way back. */
public final class ProviderPages {
  static final String PATH = "/login/provider";
  private static final Logger LOG = LoggerFactory.getLogger(ProviderPages.class);
  private static final String BACK = PATH + "/back";
  private static final int MAX_CODE = 4096;
  private static final int MAX_PATH = 1000;

  private final Screen screen;
  private final ExternalSignIns signIns;
  private final Optional<OidcClient> provider;

  public ProviderPages(Screen screen, ExternalSignIns signIns, Optional<OidcClient> provider) {
    this.screen = screen;
    this.signIns = signIns;
    this.provider = provider;
  }

  public List<Route> routes() {
    return List.of(
        Route.page(PATH, "Sign in with the identity provider", this::leave).toEverybody(),
        Route.page(BACK, "Return from the identity provider", this::comeBack).toEverybody());
  }

  private OidcClient provider() {
    return provider.orElseThrow(
        () ->
            new ProblemException(
                404, "no identity provider is configured; set 'oidc.issuer' in gateway.yaml"));
  }

  /** A link, not a form: the policy of our pages lets forms go nowhere else, not by a redirect. */
  private void leave(Context context) {
    OidcClient client = provider();
    String next = Forms.localPath(Optional.ofNullable(context.queryParam("next")).orElse("/"));
    Handshake handshake = Handshake.begin();
    try {
      URI target = client.signInUrl(handshake, back(context));
      String path =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(
                  (next.length() > MAX_PATH ? "/" : next).getBytes(StandardCharsets.US_ASCII));
      HandshakeCookie.set(context, handshake.secret() + "." + path);
      screen.redirect(context, target.toString());
    } catch (OidcException e) {
      failed(context, next, e);
    }
  }

  private void comeBack(Context context) {
    OidcClient client = provider();
    String[] kept = HandshakeCookie.read(context).orElse("").split("\\.", 2);
    HandshakeCookie.clear(context);
    String next = kept.length == 2 ? path(kept[1]) : "/";
    Optional<Handshake> handshake = Handshake.of(kept[0]).filter(known -> isOf(known, context));
    if (handshake.isEmpty()) {
      refused(
          context, next, "The sign-in expired or was started in another browser. Sign in again.");
      return;
    }
    String code = Optional.ofNullable(context.queryParam("code")).orElse("");
    if (code.isEmpty() || code.length() > MAX_CODE) {
      LOG.info("the identity provider refused a sign-in: it returned no authorization code");
      refused(context, next, "The identity provider refused the sign-in. Ask its administrator.");
      return;
    }
    try {
      ExternalPerson person = client.person(handshake.get(), back(context), code);
      SessionCookie.set(context, signIns.signIn(person, context.ip()).secret());
      // The browser sends the new cookie only when one of our own pages leads on.
      screen.show(context, "messages/arrived", "Signed in", next);
    } catch (OidcException e) {
      failed(context, next, e);
    } catch (AccountRefused e) {
      refused(context, next, "Sign-in failed: " + e.getMessage() + ".");
    }
  }

  private static boolean isOf(Handshake handshake, Context context) {
    return handshake.isOf(Optional.ofNullable(context.queryParam("state")).orElse(""));
  }

  private static String path(String encoded) {
    try {
      byte[] path = Base64.getUrlDecoder().decode(encoded);
      return Forms.localPath(new String(path, StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      return "/";
    }
  }

  /** By the name that the browser knows us by; the provider takes registered ones only. */
  private static URI back(Context context) {
    String scheme = context.req().isSecure() ? "https://" : "http://";
    try {
      return URI.create(scheme + context.header("Host") + BACK);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(400, "the host name of the request is not valid");
    }
  }

  private void failed(Context context, String next, OidcException e) {
    String cause = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
    LOG.warn("sign-in with the identity provider failed: {}{}", e.getMessage(), cause);
    refused(context, next, "Sign-in failed: " + e.getMessage() + ".");
  }

  private void refused(Context context, String next, String error) {
    context.status(401);
    screen.show(context, "accounts/signin", "Sign in", SignInView.at(provider, next).with(error));
  }
}
