package org.as2gateway.admin.accounts.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.as2gateway.admin.outgoing.OutgoingHttp;
import org.as2gateway.config.GatewayConfig.Oidc;
import org.as2gateway.people.accounts.ExternalPerson;
import org.jspecify.annotations.Nullable;

/**
 * Sends people to the provider and finds out who comes back. The provider is asked when somebody
 * signs in and not before, so that the gateway starts without it. Safe for many threads.
 */
public final class OidcClient {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration DESCRIPTION_LIFE = Duration.ofHours(1);

  /** Strangers can make us call the provider: not more than so many at a time. */
  private static final int MAX_CALLS = 8;

  private final URI issuer;
  private final Oidc settings;
  private final Clock clock;
  private final OutgoingHttp http = new OutgoingHttp(PATIENCE);
  private final Semaphore calls = new Semaphore(MAX_CALLS);
  private final AtomicReference<@Nullable Provider> known = new AtomicReference<>();

  private OidcClient(URI issuer, Oidc settings, Clock clock) {
    this.issuer = issuer;
    this.settings = settings;
    this.clock = clock;
  }

  /** The provider of the settings, if they name one. */
  public static Optional<OidcClient> of(Oidc settings, Clock clock) {
    return settings.issuer().map(issuer -> new OidcClient(issuer, settings, clock));
  }

  /** What the page calls the provider. */
  public String label() {
    return settings.label();
  }

  /** A piece of work that asks the provider something. */
  private interface Asking<T> {
    T run() throws OidcException;
  }

  private <T> T bounded(Asking<T> asking) throws OidcException {
    if (!calls.tryAcquire()) {
      throw new OidcException("too many sign-ins are in progress; try again in a minute");
    }
    try {
      return asking.run();
    } finally {
      calls.release();
    }
  }

  /**
   * Where to send the browser.
   *
   * @param back where the provider sends it back to
   */
  public URI signInUrl(Handshake handshake, URI back) throws OidcException {
    Provider provider = bounded(this::provider);
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", settings.clientId());
    query.put("redirect_uri", back.toString());
    query.put("scope", settings.scope());
    query.put("state", handshake.state());
    query.put("nonce", handshake.nonce());
    query.put("code_challenge", handshake.challenge());
    query.put("code_challenge_method", "S256");
    String joint = provider.authorization().getRawQuery() == null ? "?" : "&";
    return URI.create(provider.authorization() + joint + form(query));
  }

  /**
   * Who came back with that code.
   *
   * @param back as it was when the browser was sent
   */
  public ExternalPerson person(Handshake handshake, URI back, String code) throws OidcException {
    return bounded(
        () -> {
          Provider provider = provider();
          String token = exchange(provider, handshake, back, code);
          IdToken.Expected expected =
              new IdToken.Expected(issuer.toString(), settings.clientId(), handshake.nonce());
          return new Claims(IdToken.check(token, expected, provider, clock))
              .person(issuer, settings);
        });
  }

  private Provider provider() throws OidcException {
    Instant now = clock.instant();
    Provider provider = known.get();
    if (provider == null || provider.readAt().plus(DESCRIPTION_LIFE).isBefore(now)) {
      provider = Provider.read(issuer, http, now);
      known.set(provider);
    }
    return provider;
  }

  /** Changes the code for the ID token. */
  private String exchange(Provider provider, Handshake handshake, URI back, String code)
      throws OidcException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", back.toString());
    form.put("code_verifier", handshake.verifier());
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    headers.put("Accept", "application/json");
    Optional<String> secret = settings.clientSecret();
    if (secret.isPresent() && provider.takesBasic()) {
      headers.put("Authorization", "Basic " + basic(settings.clientId(), secret.get()));
    } else {
      form.put("client_id", settings.clientId());
      secret.ifPresent(text -> form.put("client_secret", text));
    }
    byte[] body = form(form).getBytes(StandardCharsets.US_ASCII);
    try {
      OutgoingHttp.Reply reply = http.post(provider.token(), headers, body, Provider.MAX_OCTETS);
      if (reply.status() != 200) {
        throw new OidcException(
            "the identity provider refused the authorization code", problem(reply));
      }
      String token = JSONObjectUtils.getString(JSONObjectUtils.parse(reply.body()), "id_token");
      if (token == null) {
        throw new OidcException("the identity provider returned no ID token");
      }
      return token;
    } catch (IOException e) {
      throw new OidcException("the identity provider does not respond", e);
    } catch (ParseException e) {
      throw new OidcException("the identity provider's response cannot be read", e);
    }
  }

  /** What went wrong, in the provider's word for it; the rest of its answer may hold anything. */
  private static IOException problem(OutgoingHttp.Reply reply) {
    String error = null;
    try {
      error = JSONObjectUtils.getString(JSONObjectUtils.parse(reply.body()), "error");
    } catch (ParseException e) {
      // The status says enough.
    }
    boolean isWord = error != null && error.matches("[a-z_]{1,40}");
    return new IOException("HTTP " + reply.status() + (isWord ? " " + error : ""));
  }

  /** Both are form-encoded first (RFC 6749 §2.3.1). */
  private static String basic(String id, String secret) {
    String both = encode(id) + ":" + encode(secret);
    return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII));
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
