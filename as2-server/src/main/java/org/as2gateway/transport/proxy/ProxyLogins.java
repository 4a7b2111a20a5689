package org.as2gateway.transport.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.registry.certs.SafeFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users and passwords for proxies, read for each connection. A file has the user in its first line
 * and the password in its second. The third is the proxy that they are for: it is written at the
 * first use, so that whoever can name another proxy does not learn the password. One that was
 * refused is not tried again for a while unless the file changes: wrong passwords lock accounts.
 * Safe for many threads.
 */
public final class ProxyLogins {
  /** How long a login that was refused is not tried again. */
  static final Duration AFTER_REFUSAL = Duration.ofMinutes(15);

  private static final Logger LOG = LoggerFactory.getLogger(ProxyLogins.class);
  private static final int MOST_BYTES = 8 * 1024;
  private static final int MOST_LINES = 3;

  private final GatewayConfig.Proxy forAll;
  private final Clock clock;
  private final Map<Path, Refusal> refusals = new ConcurrentHashMap<>();

  /**
   * No logins refused so far.
   *
   * @param forAll the proxy for all, which alone its login is for
   */
  ProxyLogins(GatewayConfig.Proxy forAll, Clock clock) {
    this.forAll = forAll;
    this.clock = clock;
  }

  private record Refusal(Login login, Instant until) {}

  /**
   * User and password, never printed.
   *
   * @param isBound whether the file names the proxy
   */
  record Login(Path file, String user, String password, boolean isBound) {
    boolean isSame(Login other) {
      return user.equals(other.user) && password.equals(other.password);
    }

    /** The value of the header Proxy-Authorization. */
    String authorization() {
      byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  /**
   * The login of a route.
   *
   * @throws ProxyException if its file cannot be used, is for another proxy, or was refused
   */
  Optional<Login> login(ProxyRoute route) throws ProxyException {
    Optional<Login> login = read(route);
    if (login.isPresent()) {
      requireNotRefused(login.get(), route);
      if (!login.get().isBound()) {
        login = bind(route);
        requireNotRefused(login.orElseThrow(), route);
      }
    }
    return login;
  }

  /**
   * Reads the file and changes nothing.
   *
   * @throws ProxyException if it cannot be used, or is for another proxy
   */
  Optional<Login> read(ProxyRoute route) throws ProxyException {
    if (route.login().isEmpty()) {
      return Optional.empty();
    }
    Path file = route.login().get();
    if (isForAll(file) && !forAll.url().equals(Optional.of(route.url()))) {
      throw ofOtherProxy(
          route, "it is the one of proxy.url in gateway.yaml; name another file in gw.proxy_login");
    }
    List<String> lines = lines(file);
    if (lines.size() < 2 || lines.size() > MOST_LINES) {
      throw unusable(file, "has " + lines.size() + " lines that are not empty", null);
    }
    if (lines.get(0).indexOf(':') >= 0) {
      throw unusable(file, "has a colon in the user name, which HTTP Basic does not allow", null);
    }
    String proxy = route.url().toString();
    if (lines.size() == MOST_LINES && !lines.get(2).equalsIgnoreCase(proxy)) {
      throw ofOtherProxy(
          route, "to use one with this proxy, write user, password and proxy to the file again");
    }
    boolean isBound = lines.size() == MOST_LINES;
    return Optional.of(new Login(file, lines.get(0), lines.get(1), isBound));
  }

  private void requireNotRefused(Login login, ProxyRoute route) throws ProxyException {
    Refusal refusal = refusals.get(login.file());
    if (refusal != null
        && refusal.login().isSame(login)
        && clock.instant().isBefore(refusal.until())) {
      throw new ProxyException(
          Reason.PROXY_SIGN_IN_REFUSED,
          "the proxy '%s' has refused user '%s'; with the same file it is not tried again before %s"
              .formatted(route.address(), login.user(), refusal.until()),
          "correct user and password in '" + login.file().getFileName() + "'");
    }
  }

  /** Whether that is the login for the proxy for all, which its setting binds to it. */
  private boolean isForAll(Path file) {
    return forAll.url().isPresent() && forAll.login().filter(own -> isSame(own, file)).isPresent();
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) { // one of them is not there
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
  }

  private static ProxyException ofOtherProxy(ProxyRoute route, String remedy) {
    return new ProxyException(
        Reason.PARTNERSHIP_INCOMPLETE,
        "the login in '%s' is for another proxy than '%s'"
            .formatted(route.login().map(Path::getFileName).orElseThrow(), route.url()),
        remedy);
  }

  /** One at a time: the first proxy that uses a file is the one that the login is for. */
  private Optional<Login> bind(ProxyRoute route) throws ProxyException {
    synchronized (ProxyLogins.class) {
      Optional<Login> now = read(route);
      if (now.isPresent() && !now.get().isBound()) {
        write(now.get(), route.url().toString());
      }
      return now;
    }
  }

  private static void write(Login login, String proxy) throws ProxyException {
    String text = login.user() + "\n" + login.password() + "\n" + proxy + "\n";
    try {
      SafeFile.write(login.file(), text.getBytes(StandardCharsets.UTF_8));
      LOG.info("the login in '{}' is now bound to the proxy '{}'", login.file(), proxy);
    } catch (IOException e) {
      throw unusable(login.file(), "cannot be written; write '" + proxy + "' to its third line", e);
    }
  }

  /** The proxy has refused it. */
  void refused(Login login) {
    refusals.put(login.file(), new Refusal(login, clock.instant().plus(AFTER_REFUSAL)));
  }

  /** The proxy has taken it. */
  void taken(Login login) {
    refusals.remove(login.file());
  }

  private static List<String> lines(Path file) throws ProxyException {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw unusable(file, "is longer than " + MOST_BYTES + " bytes", null);
      }
      if (Files.getFileStore(file).supportsFileAttributeView("posix")
          && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        throw unusable(file, "can be read by other users, expected mode 0600", null);
      }
      return Files.readString(file)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (ProxyException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw unusable(file, "does not exist", e);
    } catch (IOException e) {
      throw unusable(file, "cannot be read", e);
    }
  }

  private static ProxyException unusable(Path file, String found, @Nullable Throwable cause) {
    return new ProxyException(
        Reason.PARTNERSHIP_INCOMPLETE,
        "the login file of the proxy, '" + file.getFileName() + "', " + found,
        "write the user to its first line and the password to its second, with mode 0600",
        cause);
  }
}
