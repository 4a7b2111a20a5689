package org.as2gateway.transport.sftp.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.transport.proxy.ProxyException;
import org.as2gateway.transport.proxy.ProxyRoute;
import org.as2gateway.transport.sftp.ssh.HostKeys;
import org.as2gateway.transport.sftp.ssh.SshAlgorithms;
import org.jspecify.annotations.Nullable;

/**
 * Opens sessions with SFTP servers. Reads nothing of {@code ~/.ssh}; a server with a key that is
 * not pinned is refused before anything is sent to it. Safe for many threads.
 */
public final class SftpConnector implements AutoCloseable {
  private static final AttributeKey<HostKeyCheck> CHECK = new AttributeKey<>();
  private static final AttributeKey<SftpTimeLimits> TIMES = new AttributeKey<>();
  private static final AttributeKey<KeyFamilies> FAMILIES = new AttributeKey<>();
  private static final int MOST_REASON_CHARACTERS = 200;

  /** Each attempt has a shorter one. */
  private static final Duration LONGEST_CONNECT = Duration.ofMinutes(30);

  private final SshClient client;
  private final SessionLimits defaults;
  private final StallWatch watch = new StallWatch();
  private final Clock clock;

  /**
   * Starts the threads that all sessions share.
   *
   * @param limits of sessions that have none of their own
   */
  public SftpConnector(SftpTimeLimits limits, Clock clock) {
    defaults = new SessionLimits(limits, RateLimit.NONE);
    this.clock = clock;
    client = SshAlgorithms.newClient();
    client.setIoServiceFactoryFactory(new ProxyIo());
    SshAlgorithms.offerToServers(client, ClientBuilder.DH2KEX);
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setUserAuthFactories(
        List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE));
    client.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    client.setServerKeyVerifier((session, address, key) -> check(session).accepts(key));
    client.addSessionListener(new NewSessions());
    CoreModuleProperties.CLIENT_IDENTIFICATION.set(client, "AS2Gateway");
    CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, LONGEST_CONNECT);
    CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
    client.start();
  }

  /**
   * Opens a session, which the caller closes.
   *
   * @throws SftpFailure with the reason
   */
  public SftpSession connect(SftpServer server, SftpLogin login) throws SftpFailure {
    return connect(server, login, defaults, Optional.empty());
  }

  /**
   * Opens a session with limits of its own, which the caller closes, through a proxy if there is
   * one.
   *
   * @throws SftpFailure with the reason
   */
  public SftpSession connect(
      SftpServer server, SftpLogin login, SessionLimits limits, Optional<ProxyRoute> proxy)
      throws SftpFailure {
    SessionLog log = new SessionLog(clock);
    Optional<ProxyIo.Way> way =
        proxy.map(
            by -> new ProxyIo.Way(by, server.host(), server.port(), limits.times().connect()));
    KeyFamilies families = KeyFamilies.ALL;
    SftpFailure first = null;
    // A server proves one key of several: only one of another type may be the pinned one.
    while (!families.isEmpty()) {
      HostKeyCheck check = new HostKeyCheck(server.pinned());
      try {
        return open(server, login, new Attempt(check, families, log, limits, way));
      } catch (SftpFailure e) {
        PublicKey refused = check.refused();
        if (refused == null) {
          throw first == null ? e : first;
        }
        first = first == null ? e : first;
        families = families.without(refused);
      }
    }
    throw Objects.requireNonNull(first, "no type of key was tried");
  }

  private record Attempt(
      HostKeyCheck check,
      KeyFamilies families,
      SessionLog log,
      SessionLimits limits,
      Optional<ProxyIo.Way> way) {
    SftpTimeLimits times() {
      return limits.times();
    }

    /** What the parts of the library that we gave it need to know of this connection. */
    AttributeRepository context() {
      Map<AttributeKey<?>, Object> values =
          new HashMap<>(Map.of(CHECK, check, FAMILIES, families, TIMES, times()));
      way.ifPresent(by -> values.put(ProxyIo.WAY, by));
      return AttributeRepository.ofAttributesMap(values);
    }

    /** How long to wait for the connection: the proxy takes up to as long again. */
    Duration patience() {
      Duration connect = times().connect();
      return way.isPresent() ? connect.multipliedBy(2) : connect;
    }
  }

  private SftpSession open(SftpServer server, SftpLogin login, Attempt attempt) throws SftpFailure {
    ClientSession session = connected(server, attempt);
    try {
      signIn(server, login, session, attempt);
      SftpClient sftp = SftpClientFactory.instance().createSftpClient(session, 3);
      attempt.log().add("signed in as '" + server.user() + "', SFTP version " + sftp.getVersion());
      Pace pace = new Pace(attempt.limits(), System::nanoTime);
      watch.add(session, pace);
      SessionParts parts =
          new SessionParts(
              server, session, sftp, attempt.check().fingerprint(), attempt.log(), pace);
      return new SftpSession(parts, attempt.times().answer());
    } catch (IOException | RuntimeException e) {
      session.close(true);
      if (e instanceof SftpFailure failure) {
        throw failure;
      }
      throw new SftpFailure(
          new SftpProblem.Refused("open the SFTP subsystem for", server.user(), 0, reason(e)), e);
    }
  }

  private ClientSession connected(SftpServer server, Attempt attempt) throws SftpFailure {
    String way = attempt.way().map(by -> " through the proxy " + by.route().address()).orElse("");
    attempt.log().add("connect to " + server.address() + way);
    ClientSession session = null;
    try {
      session = opened(server, attempt);
      awaitKeyExchange(session, server, attempt.times());
      attempt
          .log()
          .add(
              "server "
                  + PartnerText.clean(String.valueOf(session.getServerVersion()), 100)
                  + ", host key "
                  + attempt.check().fingerprint());
      return session;
    } catch (IOException | RuntimeException e) {
      if (session != null) {
        session.close(true);
      }
      throw notConnected(server, attempt.check(), e);
    }
  }

  /**
   * With a proxy, the library connects to an address of it, the next one if that fails: it must not
   * look the server's name up, which our name servers may not know.
   */
  private ClientSession opened(SftpServer server, Attempt attempt) throws IOException {
    if (attempt.way().isEmpty()) {
      return opened(server.user(), server.host(), server.port(), attempt);
    }
    IOException first = null;
    for (InetSocketAddress at : attempt.way().get().tunnel().proxyAddresses()) {
      try {
        return opened(server.user(), at.getAddress().getHostAddress(), at.getPort(), attempt);
      } catch (IOException e) {
        first = first == null ? e : first;
        if (!ProxyIo.isNotConnected(e)) {
          throw e;
        }
      }
    }
    throw Objects.requireNonNull(first, "a proxy without an address");
  }

  /** A connection that comes too late is closed. */
  private ClientSession opened(String user, String host, int port, Attempt attempt)
      throws IOException {
    Duration limit = attempt.patience();
    ConnectFuture future = client.connect(user, host, port, attempt.context(), null);
    if (!future.await(limit)) {
      future.cancel();
      String sentence = "no connection within " + limit.toSeconds() + " s";
      throw attempt
          .way()
          .<IOException>map(by -> by.tunnel().unreachable(new SocketTimeoutException(sentence)))
          .orElseGet(() -> new SshException(sentence));
    }
    return future.verify(limit).getClientSession();
  }

  /** Waits until the server has proved its key, so that no sign-in hides a wrong one. */
  private static void awaitKeyExchange(
      ClientSession session, SftpServer server, SftpTimeLimits limits) throws IOException {
    var events =
        session.waitFor(
            EnumSet.of(
                ClientSession.ClientSessionEvent.WAIT_AUTH,
                ClientSession.ClientSessionEvent.CLOSED),
            limits.connect());
    if (events.contains(ClientSession.ClientSessionEvent.CLOSED)) {
      throw new SshException("the server closed the connection during the key exchange");
    }
    if (events.contains(ClientSession.ClientSessionEvent.TIMEOUT)) {
      throw new SftpFailure(
          new SftpProblem.TimedOut(server.address(), "the key exchange", limits.connect()), null);
    }
  }

  private static SftpFailure notConnected(SftpServer server, HostKeyCheck check, Exception e) {
    PublicKey refused = check.refused();
    if (refused != null) {
      return new SftpFailure(
          new SftpProblem.WrongHostKey(
              server.address(),
              server.pinned(),
              HostKeys.type(refused),
              HostKeys.fingerprint(refused)),
          e);
    }
    if (e instanceof SftpFailure failure) {
      return failure;
    }
    Optional<ProxyException> proxy = ProxyException.in(e);
    if (proxy.isPresent()) {
      return new SftpFailure(SftpProblem.NoProxy.of(proxy.get()), e);
    }
    if (String.valueOf(e.getMessage()).contains("Unable to negotiate")) {
      return new SftpFailure(new SftpProblem.NoCommonAlgorithm(server.address(), reason(e)), e);
    }
    return new SftpFailure(new SftpProblem.NotReachable(server.address(), reason(e)), e);
  }

  private void signIn(SftpServer server, SftpLogin login, ClientSession session, Attempt attempt)
      throws SftpFailure {
    login.keys().forEach(session::addPublicKeyIdentity);
    login.password().ifPresent(session::addPasswordIdentity);
    attempt.log().add("sign in as '" + server.user() + "' with " + login.tried());
    try {
      AuthFuture done = session.auth();
      done.verify(attempt.times().signIn());
    } catch (IOException e) {
      if (isTimeout(e)) {
        throw new SftpFailure(
            new SftpProblem.TimedOut(server.address(), "the sign-in", attempt.times().signIn()), e);
      }
      int code = e instanceof SshException ssh ? ssh.getDisconnectCode() : 0;
      if (code == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE
          || !session.isClosed()) {
        throw new SftpFailure(
            new SftpProblem.SignInRefused(server.address(), server.user(), login.tried()), e);
      }
      throw new SftpFailure(
          new SftpProblem.SignInRefused(
              server.address(), server.user(), login.tried() + " (" + reason(e) + ")"),
          e);
    }
  }

  private static boolean isTimeout(@Nullable Throwable e) {
    return e != null && (e instanceof TimeoutException || isTimeout(e.getCause()));
  }

  static String reason(Exception e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof UnresolvedAddressException) {
      return "the host name is not in DNS";
    }
    String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return PartnerText.clean(text, MOST_REASON_CHARACTERS);
  }

  private static HostKeyCheck check(Session session) {
    AttributeRepository context = ((ClientSession) session).getConnectionContext();
    return Objects.requireNonNull(context.getAttribute(CHECK), "no pinned keys");
  }

  /** Sets limits; offers the types of host keys still to be tried, all again for the sign-in. */
  private static final class NewSessions implements SessionListener {
    @Override
    public void sessionCreated(Session session) {
      AttributeRepository context = ((ClientSession) session).getConnectionContext();
      KeyFamilies families = context == null ? null : context.getAttribute(FAMILIES);
      if (families != null) {
        session.setSignatureFactories(families.signatures());
      }
      SftpTimeLimits times = context == null ? null : context.getAttribute(TIMES);
      if (times != null) {
        CoreModuleProperties.AUTH_TIMEOUT.set(session, times.connect().plus(times.signIn()));
        CoreModuleProperties.IDLE_TIMEOUT.set(session, times.answer());
      }
    }

    @Override
    public void sessionEvent(Session session, Event event) {
      if (event == Event.KeyEstablished) {
        session.setSignatureFactories(SshAlgorithms.signatures());
      }
    }
  }

  @Override
  public void close() {
    watch.close();
    client.stop();
  }
}
