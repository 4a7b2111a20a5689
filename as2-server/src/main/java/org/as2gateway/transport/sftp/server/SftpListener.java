package org.as2gateway.transport.sftp.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.session.AbstractServerSession;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.as2gateway.as2.address.SourceNetwork;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.transport.sftp.ssh.HostKeys;
import org.as2gateway.transport.sftp.ssh.SshAlgorithms;

/**
 * The port that partners put files to and get files from. Sessions have the SFTP subsystem and
 * nothing else: no shell, no command, no forwarding.
 */
public final class SftpListener implements AutoCloseable {
  private static final AttributeKey<String> LOGIN = new AttributeKey<>();
  private static final AttributeKey<Boolean> WRONG_KEY = new AttributeKey<>();
  private static final int MOST_NAME_CHARACTERS = 255;
  private static final int MOST_CHANNELS = 4;
  private static final int MOST_SIGN_INS = 6;

  private final SshServer server;
  private final ListenerParts parts;
  private final Map<String, PartnerRoot> roots = new ConcurrentHashMap<>();
  private final Connections connections;
  private final SignInBrake brake;

  /** Prepares the listener; {@link #start} opens its port. */
  public SftpListener(ListenerParts parts) {
    this.parts = parts;
    connections = new Connections(parts.limits());
    brake = new SignInBrake(parts.accounts(), parts.clock());
    server = SshAlgorithms.newServer();
    server.setHost(parts.host());
    server.setPort(parts.port());
    server.setKeyPairProvider(KeyPairProvider.wrap(parts.hostKeys()));
    SshAlgorithms.offerToClients(server, ServerBuilder.DH2KEX);
    offerNothingButSftp();
    limit(parts.limits());
    letSignIn();
  }

  /**
   * What a listener is made of.
   *
   * @param port 0 for a free one
   * @param folder for uploads that are not complete
   */
  public record ListenerParts(
      String host,
      int port,
      List<KeyPair> hostKeys,
      Path folder,
      PartnerAccounts accounts,
      PartnerFiles files,
      ServerLimits limits,
      Clock clock) {
    /** Copies its list. */
    public ListenerParts {
      hostKeys = List.copyOf(hostKeys);
    }
  }

  private void offerNothingButSftp() {
    server.setChannelFactories(List.of(ChannelSessionFactory.INSTANCE));
    server.setGlobalRequestHandlers(List.of());
    server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    server.setSubsystemFactories(List.of(new RootFactory()));
    CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "AS2Gateway");
  }

  private void limit(ServerLimits limits) {
    server.addSessionListener(connections);
    CoreModuleProperties.AUTH_TIMEOUT.set(server, limits.signIn());
    CoreModuleProperties.IDLE_TIMEOUT.set(server, limits.idle());
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, limits.idle().plusSeconds(15));
    CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, MOST_CHANNELS);
    CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, MOST_SIGN_INS);
  }

  private void letSignIn() {
    server.setUserAuthFactories(
        List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE));
    server.setPublickeyAuthenticator(
        (user, key, session) ->
            noted(session, acceptsKey(user, key, session), "key " + HostKeys.fingerprint(key)));
    server.setPasswordAuthenticator(
        (user, password, session) ->
            noted(session, isName(user) && acceptsPassword(user, password, session), "password"));
    server.addSessionListener(new SignedInListener());
  }

  /** No partner is called otherwise, and what strangers write is remembered and logged. */
  private static boolean isName(String user) {
    return user.length() <= MOST_NAME_CHARACTERS && user.chars().noneMatch(Character::isISOControl);
  }

  private boolean acceptsPassword(String user, String password, ServerSession session) {
    boolean isAccepted =
        brake.tries(user, network(session)) && parts.accounts().acceptsPassword(user, password);
    if (isAccepted) {
      brake.accepted(user, network(session));
    }
    return isAccepted;
  }

  /**
   * Clients offer all keys they have: a connection with wrong ones is one failure, which keeps
   * passwords out and never a right key.
   */
  private boolean acceptsKey(String user, PublicKey key, ServerSession session) {
    if (!isName(user)) {
      return false;
    }
    if (parts.accounts().acceptsKey(user, key)) {
      return true;
    }
    if (session.getAttribute(WRONG_KEY) == null) {
      session.setAttribute(WRONG_KEY, true);
      var unused = brake.tries(user, network(session));
    }
    return false;
  }

  private static String network(Session session) {
    InetSocketAddress address = (InetSocketAddress) session.getIoSession().getRemoteAddress();
    return SourceNetwork.of(address.getAddress().getHostAddress());
  }

  /** Takes back what was counted before the sign-in. */
  private final class SignedInListener implements SessionListener {
    @Override
    public void sessionEvent(Session session, Event event) {
      if (event == Event.Authenticated) {
        brake.signedIn(session.getUsername(), network(session));
      }
    }
  }

  private static boolean noted(ServerSession session, boolean isAccepted, String login) {
    if (isAccepted) {
      session.setAttribute(LOGIN, login);
    }
    return isAccepted;
  }

  /** Opens the port. */
  public void start() throws IOException {
    server.start();
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  /** How many connections are open. */
  public int connections() {
    return connections.count();
  }

  private PartnerRoot rootOf(String user) throws IOException {
    PartnerRoot root = roots.get(user);
    if (root == null) {
      synchronized (roots) {
        root = roots.get(user);
        if (root == null) {
          byte[] utf8 = user.getBytes(StandardCharsets.UTF_8);
          String name = Base64.getUrlEncoder().withoutPadding().encodeToString(utf8);
          root = new PartnerRoot(user, parts.folder().resolve(name), parts.files(), parts.clock());
          roots.put(user, root);
        }
      }
    }
    return root;
  }

  private final class RootFactory extends SftpSubsystemFactory {
    @Override
    public Command createSubsystem(ChannelSession channel) throws IOException {
      ServerSession session = channel.getServerSession();
      SignedIn signedIn =
          new SignedIn(
              session.getUsername(),
              String.valueOf(session.getIoSession().getRemoteAddress()).replaceFirst("^/", ""),
              String.valueOf(session.getAttribute(LOGIN)),
              PartnerText.clean(String.valueOf(session.getClientVersion())),
              HostKeys.fingerprint(((AbstractServerSession) session).getHostKey().getPublic()),
              parts.clock().instant());
      return new PartnerSubsystem(
          channel, this, rootOf(session.getUsername()), signedIn, parts.limits().openFiles());
    }
  }

  @Override
  public void close() {
    try {
      server.stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException("the SFTP listener cannot be closed", e);
    }
  }
}
