package org.as2gateway;

import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.config.GatewayConfig.Listener;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.Transport;
import org.as2gateway.registry.partnerships.PartnershipRegistry;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.transport.proxy.Proxies;
import org.as2gateway.transport.sftp.HostKeyFile;
import org.as2gateway.transport.sftp.JdbcTransfers;
import org.as2gateway.transport.sftp.SftpAccess;
import org.as2gateway.transport.sftp.SftpDesk;
import org.as2gateway.transport.sftp.SftpPartners;
import org.as2gateway.transport.sftp.SftpPolling;
import org.as2gateway.transport.sftp.SftpTransport;
import org.as2gateway.transport.sftp.SftpTroubles;
import org.as2gateway.transport.sftp.server.ServerLimits;
import org.as2gateway.transport.sftp.server.SftpListener;
import org.as2gateway.transport.sftp.ssh.SshKeyException;
import org.jspecify.annotations.Nullable;

/** The composition of SFTP: uploads, polling, and our own server. */
final class GatewaySftp {
  private final DeliveryContext context;
  private final SftpAccess access;
  private final SftpTransport transport;
  private final SftpPolling polling;
  private final SftpPartners partners;
  private volatile @Nullable SftpListener listener;

  GatewaySftp(FileParts parts, Proxies proxies, OpenParts opened) {
    context = parts.context();
    access = opened.keep(new SftpAccess(context.folders(), context.clock(), proxies));
    JdbcTransfers transfers = new JdbcTransfers(parts.database());
    transport = new SftpTransport(context, parts.attempts(), access, transfers, parts.pgp());
    polling = new SftpPolling(context, access, parts.accept(), transfers, parts.pgp());
    partners = new SftpPartners(context, parts.attempts(), parts.accept(), transfers, parts.pgp());
  }

  Transport transport() {
    return transport;
  }

  /** What a user can be told. */
  SftpDesk desk() {
    return new SftpDesk(
        () -> Optional.ofNullable(listener).map(SftpListener::port),
        this::troubles,
        polling::left,
        polling::takeAgain);
  }

  /** Without those whose host key was pinned since. */
  private List<SftpTroubles.Trouble> troubles() {
    PartnershipRegistry known = context.registry().get().partnerships();
    return access.troubles().current().stream().filter(t -> !t.isSettled(known)).toList();
  }

  /** Polls from now on, and opens the server if the settings say so. */
  void start(GatewayConfig.Sftp settings, OpenParts opened) throws ConfigException, IOException {
    opened.keep(polling);
    opened.keep(repeat(settings.poll()));
    if (settings.listener().isEnabled()) {
      listener = opened.keep(listen(settings.listener()));
    }
  }

  private AutoCloseable repeat(Duration interval) {
    RepeatedTasks tasks = new RepeatedTasks("sftp polling");
    tasks.repeat(interval, "folders of SFTP servers cannot be polled", polling);
    return tasks::stop;
  }

  private SftpListener listen(Listener settings) throws ConfigException, IOException {
    HomeFolders folders = context.folders();
    try {
      SftpListener made =
          new SftpListener(
              new SftpListener.ListenerParts(
                  settings.host(),
                  settings.port(),
                  HostKeyFile.openOrCreate(folders),
                  folders.data().resolve("sftp"),
                  partners,
                  partners,
                  ServerLimits.DEFAULT,
                  context.clock()));
      made.start();
      return made;
    } catch (SshKeyException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    } catch (BindException e) {
      throw new ConfigException(
          "gateway.yaml: sftp.port "
              + settings.port()
              + " on "
              + settings.host()
              + " cannot be opened: another program uses it; choose another port");
    }
  }
}
