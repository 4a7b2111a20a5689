package org.as2gateway.transport.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.transport.proxy.ProxyLogins.Login;

/**
 * One CONNECT (RFC 9110 §9.3.6) on a connection to a proxy. Reads the head of the answer, octet by
 * octet, and nothing behind it: that is the partner's.
 */
final class ConnectRequest {
  /** A longer head is no answer. */
  static final int MOST_HEAD_BYTES = 16 * 1024;

  private static final int MOST_INTERIM = 5;
  private static final int MOST_PHRASE = 100;
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]+");
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] +(\\d{3})(?: +(.*))?");
  private static final String BEGIN = "HTTP/";
  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern SCHEME = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9-]*)(\\s+.*|\\s*)");

  private final ProxyRoute route;
  private final String target;

  /** A connection to the proxy, as far as it is needed here. */
  interface Wire {
    /** Writes all of it. */
    void write(ByteBuffer octets) throws IOException;

    /** The next octet, or -1 at the end. */
    int read() throws IOException;
  }

  /**
   * A request for a connection.
   *
   * @param host name or address, without brackets
   */
  ConnectRequest(ProxyRoute route, String host, int port) {
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException("'" + PartnerText.clean(host) + "' is not a host");
    }
    this.route = route;
    this.target = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /**
   * Makes it; what is written and read next is between us and the target.
   *
   * @throws ProxyException if the proxy does not connect us
   * @throws IOException if the connection to the proxy fails
   */
  void make(Wire wire) throws IOException {
    Optional<Login> login = route.logins().login(route);
    StringBuilder head = new StringBuilder();
    head.append("CONNECT ").append(target).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(target).append("\r\n");
    head.append("User-Agent: AS2-Gateway\r\n");
    login.ifPresent(
        known -> head.append("Proxy-Authorization: ").append(known.authorization()).append("\r\n"));
    head.append("\r\n");
    wire.write(ByteBuffer.wrap(head.toString().getBytes(StandardCharsets.US_ASCII)));
    for (int i = 0; i < MOST_INTERIM; i++) {
      List<String> lines = readHead(wire);
      Matcher status = STATUS.matcher(lines.get(0));
      if (!status.matches()) {
        throw notAProxy("answered '" + shown(lines.get(0)) + "'");
      }
      int code = Integer.parseInt(status.group(1));
      if (code >= 200) {
        conclude(code, Optional.ofNullable(status.group(2)).orElse(""), lines, login);
        return;
      }
    }
    throw notAProxy("sent interim answers only");
  }

  private void conclude(int code, String phrase, List<String> lines, Optional<Login> login)
      throws ProxyException {
    if (code < 300) {
      login.ifPresent(route.logins()::taken);
      return;
    }
    String shown = shown((code + " " + phrase).strip());
    if (code == 407 || code == 401) { // tinyproxy says 401 where a password is wrong
      throw signIn(
          Headers.parseLenient(String.join("\r\n", lines.subList(1, lines.size()))), login);
    }
    if (code >= 500) {
      throw new ProxyException(
          Reason.CONNECTION_FAILED,
          "the proxy '%s' could not connect to '%s': %s".formatted(route.address(), target, shown),
          "check host and port of the partner, and ask whoever runs the proxy if they are right");
    }
    throw new ProxyException(
        Reason.PROXY_REFUSED,
        "the proxy '%s' refused the connection to '%s': %s"
            .formatted(route.address(), target, shown),
        "ask whoever runs the proxy to allow CONNECT to this host and port");
  }

  private ProxyException signIn(Headers headers, Optional<Login> login) {
    List<String> schemes = schemes(headers);
    boolean hasBasic = schemes.isEmpty() || schemes.stream().anyMatch("Basic"::equalsIgnoreCase);
    if (!hasBasic) {
      return new ProxyException(
          Reason.PROXY_SIGN_IN_REFUSED,
          "the proxy '%s' asks for a login by %s, and the gateway signs in by Basic only"
              .formatted(route.address(), shown(String.join(", ", schemes))),
          "ask whoever runs the proxy to allow Basic, or this machine without a login");
    }
    if (login.isEmpty()) {
      return new ProxyException(
          Reason.PROXY_SIGN_IN_REFUSED,
          "the proxy '%s' asks for a login".formatted(route.address()),
          "write user and password to a file 'data/secrets/proxy-login' with mode 0600, and name it"
              + " in gw.proxy_login, or in proxy.login of gateway.yaml");
    }
    route.logins().refused(login.get());
    return new ProxyException(
        Reason.PROXY_SIGN_IN_REFUSED,
        "the proxy '%s' refused user '%s'".formatted(route.address(), login.get().user()),
        "correct user and password in '" + login.get().file().getFileName() + "'");
  }

  /** The first words of the challenges (RFC 9110 §11.6.1), several of which may share a field. */
  private static List<String> schemes(Headers headers) {
    List<String> schemes = new ArrayList<>();
    for (Headers.Field field : headers.fields()) {
      if (field.name().equalsIgnoreCase("Proxy-Authenticate")
          || field.name().equalsIgnoreCase("WWW-Authenticate")) {
        String challenges = QUOTED.matcher(field.value()).replaceAll("");
        Stream.of(challenges.split(",", -1))
            .map(SCHEME::matcher)
            .filter(part -> part.matches() && !part.group(2).strip().startsWith("="))
            .forEach(part -> schemes.add(part.group(1)));
      }
    }
    return schemes;
  }

  private List<String> readHead(Wire wire) throws IOException {
    List<String> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int count = 0; count < MOST_HEAD_BYTES; count++) {
      int octet = wire.read();
      if (octet < 0) {
        throw lines.isEmpty() && line.size() == 0
            ? lost("closed the connection without an answer to CONNECT")
            : lost("closed the connection within its answer to CONNECT");
      }
      if (octet != '\n') {
        line.write(octet);
        requireHttp(lines, line);
        continue;
      }
      String text = line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      line.reset();
      if (text.isEmpty() && !lines.isEmpty()) {
        return lines;
      }
      lines.add(text);
    }
    throw notAProxy("sent more than " + MOST_HEAD_BYTES + " bytes before the end of a head");
  }

  /** What speaks something else may never end its line. */
  private void requireHttp(List<String> lines, ByteArrayOutputStream line) throws ProxyException {
    if (lines.isEmpty() && line.size() == BEGIN.length()) {
      String begin = line.toString(StandardCharsets.ISO_8859_1);
      if (!begin.equals(BEGIN)) {
        throw notAProxy("began its answer with '" + shown(begin) + "'");
      }
    }
  }

  private ProxyException lost(String what) {
    return new ProxyException(
        Reason.PROXY_UNREACHABLE,
        "the proxy '%s' %s".formatted(route.address(), what),
        "check host and port of the proxy, and its log");
  }

  private ProxyException notAProxy(String what) {
    return new ProxyException(
        Reason.PROXY_UNREACHABLE,
        "the proxy '%s' %s, which is no answer of an HTTP proxy".formatted(route.address(), what),
        "check host and port of the proxy");
  }

  private static String shown(String text) {
    return PartnerText.clean(text, MOST_PHRASE);
  }
}
