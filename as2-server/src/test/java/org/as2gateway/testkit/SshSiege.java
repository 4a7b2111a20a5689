package org.as2gateway.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * Slow connections to an SSH port, from addresses of loopback other than 127.0.0.1: half say
 * nothing, an eighth stop within the key exchange, an eighth end the key exchange and do not sign
 * in, a quarter send a byte now and then.
 */
public final class SshSiege implements AutoCloseable {
  private static final int KINDS = 8;
  private static final int CONNECT_MILLIS = 20_000;
  private static final byte[] BANNER = "SSH-2.0-slow\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HALF_A_PACKET =
      ByteBuffer.allocate(6).putInt(1000).put((byte) 4).put((byte) 20).array();

  private final int port;
  private final int addresses;
  private final SshClient client = SshClient.setUpDefaultClient();
  private final List<Attacker> attackers = new ArrayList<>();

  private SshSiege(int port, int addresses) {
    this.port = port;
    this.addresses = addresses;
    client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    client.start();
  }

  /** Opens so many connections to a port of this machine, from so many addresses. */
  public static SshSiege begin(int port, int connections, int addresses) throws IOException {
    SshSiege siege = new SshSiege(port, addresses);
    for (int i = 0; i < connections; i++) {
      Attacker attacker = siege.new Attacker(i);
      siege.attackers.add(attacker);
      attacker.connect();
    }
    return siege;
  }

  /** Who sends a byte now and then does so now. */
  public void drip() {
    attackers.forEach(Attacker::drip);
  }

  /** So many of those whose connection was closed open another one. */
  public void comeAgain(int most) throws IOException {
    int left = most;
    for (Attacker attacker : attackers) {
      if (left > 0 && !attacker.isOpen()) {
        attacker.connect();
        left--;
      }
    }
  }

  /** How many connections the server has not closed. */
  public int open() {
    return (int) attackers.stream().filter(Attacker::isOpen).count();
  }

  @Override
  public void close() throws IOException {
    for (Attacker attacker : attackers) {
      attacker.close();
    }
    client.stop();
  }

  /** One of them, and the connection that it has at the moment. */
  private final class Attacker {
    private final int number;
    private Socket socket = new Socket();
    private @Nullable ClientSession session;

    Attacker(int number) {
      this.number = number;
    }

    private InetSocketAddress from() throws IOException {
      int host = number % addresses;
      byte[] address = {127, 0, (byte) (1 + host / 200), (byte) (1 + host % 200)};
      return new InetSocketAddress(InetAddress.getByAddress(address), 0);
    }

    void connect() throws IOException {
      close();
      InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      if (number % KINDS == 3) {
        exchangeKeys(server);
        return;
      }
      socket = new Socket();
      socket.bind(from());
      socket.connect(server, CONNECT_MILLIS);
      socket.setSoTimeout(1);
      if (number % KINDS == 1) {
        write(BANNER);
        write(HALF_A_PACKET);
      }
    }

    private void exchangeKeys(InetSocketAddress server) throws IOException {
      try {
        session =
            client.connect("nobody", server, from()).verify(CONNECT_MILLIS).getClientSession();
      } catch (IOException e) {
        session = null; // closed at once: as it should
      }
    }

    void drip() {
      if (number % KINDS == 5 || number % KINDS == 7) {
        write(new byte[] {'S'});
      }
    }

    private void write(byte[] bytes) {
      try {
        socket.getOutputStream().write(bytes);
      } catch (IOException e) {
        // closed by the server: as it should
      }
    }

    boolean isOpen() {
      if (number % KINDS == 3) {
        return session != null && session.isOpen();
      }
      try {
        while (socket.getInputStream().read() >= 0) {
          // the server's banner
        }
        return false;
      } catch (SocketTimeoutException e) {
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    void close() throws IOException {
      socket.close();
      if (session != null) {
        session.close(true);
        session = null;
      }
    }
  }
}
