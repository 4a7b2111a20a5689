package org.as2gateway.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;

/**
 * An OpenID Connect provider on loopback that knows one client and has somebody signed in already.
 * Strict where a real one is: PKCE, redirect address, client secret, codes good once. Its tokens
 * are put together by hand and signed by the JDK; a test may bend them before they are signed.
 */
public final class ScriptedProvider implements AutoCloseable {
  /** What the client is called. */
  public static final String CLIENT = "as2 desk";

  /** The client's secret. */
  public static final String SECRET = "s3cret: with + and %";

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final ScriptedPartner server;
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private volatile Map<String, Object> person = Map.of("sub", "nobody");
  private volatile Consumer<Map<String, Object>> bending = claims -> {};
  private volatile KeyPair published = rsa();
  private volatile KeyPair signing = published;
  private volatile String algorithm = "RS256";

  private ScriptedProvider(Path folder) throws IOException {
    server = ScriptedPartner.start(folder).answerAlways(this::answer);
  }

  /** Listens on a free port. */
  public static ScriptedProvider start(Path folder) throws IOException {
    return new ScriptedProvider(folder);
  }

  /** What it calls itself. */
  public URI issuer() {
    return server.url().resolve("/");
  }

  /** Lines for {@code gateway.yaml}, without roles. */
  public String settings() {
    return "oidc:\n  issuer: %s\n  client-id: '%s'\n  client-secret: '%s'\n"
        .formatted(issuer(), CLIENT, SECRET);
  }

  /** Who sits at the browser. */
  public ScriptedProvider person(Map<String, Object> claims) {
    person = Map.copyOf(claims);
    return this;
  }

  /** Changes claims before they are signed; undone by {@link #honest}. */
  public ScriptedProvider bend(Consumer<Map<String, Object>> change) {
    bending = change;
    return this;
  }

  /** Signs with a key that it does not publish. */
  public ScriptedProvider signWithForeignKey() {
    signing = rsa();
    return this;
  }

  /**
   * Claims another algorithm in the header; {@code none} and HMAC are made as they are attacked.
   */
  public ScriptedProvider algorithm(String name) {
    algorithm = name;
    return this;
  }

  /** Publishes and uses a new key from now on. */
  public ScriptedProvider rollKey() {
    published = rsa();
    signing = published;
    return this;
  }

  /** Bends nothing any more. */
  public ScriptedProvider honest() {
    bending = claims -> {};
    signing = published;
    algorithm = "RS256";
    return this;
  }

  /** How many requests came in for that path. */
  public long requests(String path) {
    return server.requests().stream()
        .filter(request -> request.requestLine().split("[ ?]", -1)[1].equals(path))
        .count();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void answer(ScriptedExchange exchange) throws IOException {
    ScriptedExchange.Request request = exchange.readBody();
    String[] target = request.requestLine().split(" ", -1)[1].split("\\?", 2);
    switch (target[0]) {
      case "/.well-known/openid-configuration" -> json(exchange, 200, description());
      case "/keys" -> json(exchange, 200, Map.of("keys", List.of(jwk())));
      case "/authorize" -> authorize(exchange, fields(target[1]));
      case "/token" -> token(exchange, request);
      default -> json(exchange, 404, Map.of());
    }
  }

  private Map<String, Object> description() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("issuer", issuer().toString());
    all.put("authorization_endpoint", issuer().resolve("/authorize?realm=test").toString());
    all.put("token_endpoint", issuer().resolve("/token").toString());
    all.put("jwks_uri", issuer().resolve("/keys").toString());
    return all;
  }

  private Map<String, Object> jwk() {
    RSAPublicKey key = (RSAPublicKey) published.getPublic();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("kty", "RSA");
    all.put("use", "sig");
    all.put("kid", kid());
    all.put("n", number(key.getModulus()));
    all.put("e", number(key.getPublicExponent()));
    return all;
  }

  private String kid() {
    return Integer.toHexString(published.getPublic().hashCode());
  }

  private static String number(BigInteger value) {
    byte[] octets = value.toByteArray();
    int sign = octets[0] == 0 ? 1 : 0;
    return BASE64.encodeToString(Arrays.copyOfRange(octets, sign, octets.length));
  }

  private void authorize(ScriptedExchange exchange, Map<String, String> asked) throws IOException {
    boolean isGood =
        CLIENT.equals(asked.get("client_id"))
            && "code".equals(asked.get("response_type"))
            && "S256".equals(asked.get("code_challenge_method"))
            && asked.getOrDefault("scope", "").contains("openid");
    if (!isGood) {
      json(exchange, 400, Map.of("error", "invalid_request"));
      return;
    }
    String code = UUID.randomUUID() + "+/=";
    codes.put(code, asked);
    String back =
        asked.get("redirect_uri")
            + "?state="
            + encode(asked.get("state"))
            + "&code="
            + encode(code);
    exchange.respond(303, new MimeEntity(Headers.of("Location", back), new byte[0]));
  }

  private void token(ScriptedExchange exchange, ScriptedExchange.Request request)
      throws IOException {
    Map<String, String> form =
        fields(new String(request.entity().body(), StandardCharsets.US_ASCII));
    Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    (encode(CLIENT) + ":" + encode(SECRET)).getBytes(StandardCharsets.US_ASCII));
    if (!request.headers().first("Authorization").filter(basic::equals).isPresent()) {
      json(exchange, 401, Map.of("error", "invalid_client"));
    } else if (asked == null
        || !asked.get("redirect_uri").equals(form.get("redirect_uri"))
        || !asked.get("code_challenge").equals(sha256(form.getOrDefault("code_verifier", "")))) {
      json(exchange, 400, Map.of("error", "invalid_grant"));
    } else {
      json(
          exchange,
          200,
          Map.of("access_token", "x", "token_type", "Bearer", "id_token", idToken(asked)));
    }
  }

  private String idToken(Map<String, String> asked) {
    Map<String, Object> claims = new LinkedHashMap<>(person);
    long now = Instant.now().getEpochSecond();
    claims.put("iss", issuer().toString());
    claims.put("aud", CLIENT);
    claims.put("nonce", asked.get("nonce"));
    claims.put("iat", now);
    claims.put("exp", now + 300);
    bending.accept(claims);
    String signed = part(Map.of("alg", algorithm, "kid", kid())) + "." + part(claims);
    return signed + "." + BASE64.encodeToString(signature(signed));
  }

  private byte[] signature(String text) {
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    try {
      if (algorithm.equals("none")) {
        return new byte[0];
      }
      if (algorithm.equals("HS256")) {
        // The old trick: the public key, which everybody has, as the shared secret.
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(published.getPublic().getEncoded(), "HmacSHA256"));
        return mac.doFinal(octets);
      }
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(signing.getPrivate());
      signature.update(octets);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String part(Map<String, Object> json) {
    return BASE64.encodeToString(text(json).getBytes(StandardCharsets.UTF_8));
  }

  private static void json(ScriptedExchange exchange, int status, Map<String, ?> json)
      throws IOException {
    exchange.respond(
        status,
        new MimeEntity(
            Headers.of("Content-Type", "application/json"),
            text(json).getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> text(entry.getKey()) + ":" + text(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(ScriptedProvider::text).collect(Collectors.joining(",", "[", "]"));
    }
    return value instanceof Number ? value.toString() : "\"" + value + "\"";
  }

  private static Map<String, String> fields(String form) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : form.split("&", -1)) {
      String[] pair = field.split("=", 2);
      fields.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String sha256(String text) {
    try {
      byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
      return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
