package org.as2gateway.admin.accounts.oidc;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.Resource;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.as2gateway.admin.outgoing.OutgoingHttp;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0).
 *
 * @param authorization where browsers are sent
 * @param token where codes are changed for tokens
 * @param takesBasic whether we may name ourselves in the {@code Authorization} header
 * @param keys what its tokens are signed with; fetched when needed, and anew when one is unknown
 * @param readAt when it said so
 */
record Provider(
    URI authorization,
    URI token,
    boolean takesBasic,
    JWKSource<SecurityContext> keys,
    Instant readAt) {
  static final int MAX_OCTETS = 256 * 1024;
  private static final String DOCUMENT = "/.well-known/openid-configuration";
  private static final String BASIC = "client_secret_basic";

  static Provider read(URI issuer, OutgoingHttp http, Instant now) throws OidcException {
    Map<String, Object> document = document(issuer, http);
    try {
      if (!issuer.toString().equals(JSONObjectUtils.getString(document, "issuer"))) {
        throw new OidcException(
            "the issuer of the identity provider differs from 'oidc.issuer' in gateway.yaml");
      }
      @Nullable List<String> methods =
          JSONObjectUtils.getStringList(document, "token_endpoint_auth_methods_supported");
      URI keys = endpoint(document, "jwks_uri", issuer);
      return new Provider(
          endpoint(document, "authorization_endpoint", issuer),
          endpoint(document, "token_endpoint", issuer),
          methods == null || methods.contains(BASIC),
          JWKSourceBuilder.<SecurityContext>create(
                  keys.toURL(), url -> resource(http.get(keys, MAX_OCTETS)))
              .refreshAheadCache(false)
              .build(),
          now);
    } catch (ParseException | MalformedURLException e) {
      throw new OidcException("the identity provider's discovery document cannot be read", e);
    }
  }

  private static Map<String, Object> document(URI issuer, OutgoingHttp http) throws OidcException {
    URI place = URI.create(issuer.toString().replaceAll("/$", "") + DOCUMENT);
    try {
      OutgoingHttp.Reply reply = http.get(place, MAX_OCTETS);
      if (reply.status() != 200) {
        throw new OidcException("the identity provider has no discovery document at " + DOCUMENT);
      }
      return JSONObjectUtils.parse(reply.body());
    } catch (IOException e) {
      throw new OidcException("the identity provider does not respond", e);
    } catch (ParseException e) {
      throw new OidcException("the identity provider's discovery document cannot be read", e);
    }
  }

  /** In the clear there is only what is on the same machine as the issuer itself. */
  private static URI endpoint(Map<String, Object> document, String name, URI issuer)
      throws ParseException, OidcException {
    @Nullable URI uri = JSONObjectUtils.getURI(document, name);
    boolean isGood =
        uri != null
            && uri.getHost() != null
            && ("https".equals(uri.getScheme())
                || (issuer.getHost().equals(uri.getHost())
                    && issuer.getScheme().equals(uri.getScheme())));
    if (uri == null || !isGood) {
      throw new OidcException(
          "the identity provider's discovery document has no https URL for '" + name + "'");
    }
    return uri;
  }

  private static Resource resource(OutgoingHttp.Reply reply) throws IOException {
    if (reply.status() != 200) {
      throw new IOException("HTTP " + reply.status());
    }
    return new Resource(reply.body(), "application/json");
  }
}
