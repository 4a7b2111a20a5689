package org.as2gateway.transport.sftp.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.PropertyResolver;
import org.apache.sshd.common.io.AbstractIoServiceFactoryFactory;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.nio2.Nio2CompletionHandler;
import org.apache.sshd.common.io.nio2.Nio2Connector;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactory;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.as2gateway.transport.proxy.ProxyException;
import org.as2gateway.transport.proxy.ProxyRoute;
import org.as2gateway.transport.proxy.Tunnel;
import org.jspecify.annotations.Nullable;

/**
 * The connections of the SSH library, through a proxy where the context of a connection has a
 * {@link Way}: then the library is given the address of the proxy. It begins to read and write when
 * the proxy has connected us: the server speaks first.
 */
final class ProxyIo extends AbstractIoServiceFactoryFactory {
  /** How one connection goes. */
  static final AttributeKey<Way> WAY = new AttributeKey<>();

  ProxyIo() {
    super(null);
  }

  /**
   * A proxy, and what it is asked for.
   *
   * @param host of the SFTP server
   * @param limit for the answer of the proxy
   */
  record Way(ProxyRoute route, String host, int port, Duration limit) {
    Tunnel tunnel() {
      return new Tunnel(route, host, port, limit);
    }
  }

  /** Whether the address of the proxy that was tried is one that cannot be connected to. */
  static boolean isNotConnected(IOException failure) {
    return ProxyException.in(failure)
        .map(Throwable::getCause)
        .filter(
            cause -> cause instanceof ConnectException || cause instanceof NoRouteToHostException)
        .isPresent();
  }

  @Override
  public IoServiceFactory create(FactoryManager manager) {
    return new Services(manager);
  }

  private static final class Services extends Nio2ServiceFactory {
    private final AsynchronousChannelGroup group;
    private final ExecutorService waiting = Executors.newCachedThreadPool(Services::daemon);

    Services(FactoryManager manager) {
      super(manager, null, null);
      try {
        group = AsynchronousChannelGroup.withThreadPool(ThreadUtils.noClose(getExecutorService()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Thread daemon(Runnable work) {
      Thread thread = new Thread(work, "sftp-connect");
      thread.setDaemon(true);
      return thread;
    }

    @Override
    public IoConnector createConnector(IoHandler handler) {
      return autowireCreatedService(
          new Connector(this, getFactoryManager(), handler, group, waiting));
    }

    @Override
    protected void doCloseImmediately() {
      try {
        group.shutdownNow();
      } catch (IOException e) {
        log.debug("the channels were not closed cleanly", e);
      }
      waiting.shutdownNow();
      super.doCloseImmediately();
    }
  }

  private static final class Connector extends Nio2Connector {
    Connector(
        Nio2ServiceFactory services,
        PropertyResolver properties,
        IoHandler handler,
        AsynchronousChannelGroup group,
        ExecutorService waiting) {
      super(services, properties, handler, group, waiting);
    }

    @Override
    protected Nio2CompletionHandler<Void, Object> createConnectionCompletionHandler(
        IoConnectFuture future,
        AsynchronousSocketChannel socket,
        @Nullable AttributeRepository context,
        PropertyResolver properties,
        IoHandler handler) {
      Way way = way(context);
      return way == null
          ? super.createConnectionCompletionHandler(future, socket, context, properties, handler)
          : new AskProxy(future, socket, context, properties, handler);
    }

    private static @Nullable Way way(@Nullable AttributeRepository context) {
      return context == null ? null : context.getAttribute(WAY);
    }

    /** Comes in where the library takes a connection for one to the server. */
    private final class AskProxy extends ConnectionCompletionHandler {
      AskProxy(
          IoConnectFuture future,
          AsynchronousSocketChannel socket,
          @Nullable AttributeRepository context,
          PropertyResolver properties,
          IoHandler handler) {
        super(future, socket, context, properties, handler);
      }

      private Way way() {
        return Objects.requireNonNull(context.getAttribute(WAY), "no proxy");
      }

      @Override
      protected void onCompleted(Void nothing, Object attachment) {
        try {
          way().tunnel().over(socket);
        } catch (IOException | RuntimeException e) {
          fail(e);
          return;
        }
        super.onCompleted(null, attachment);
      }

      @Override
      protected void onFailed(Throwable cause, Object attachment) {
        Throwable inner = cause instanceof ExecutionException ? cause.getCause() : null;
        fail(way().tunnel().unreachable(inner == null ? cause : inner));
      }

      /**
       * The library shows the cause of what it is given, not the thing itself: so one is around.
       */
      private void fail(Throwable cause) {
        try {
          socket.close();
        } catch (IOException e) {
          cause.addSuppressed(e);
        }
        future.setException(new IOException(cause));
      }
    }
  }
}
