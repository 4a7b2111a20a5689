package org.as2gateway.admin.doctor;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.as2gateway.transport.as2.send.ServerName;

/** Which TLS a server speaks and whether its certificate is to be trusted: handshakes only. */
final class TlsProbe {
  private static final String TLS = "TLS";

  private final Duration timeout;
  private final List<X509Certificate> extraTrust;
  private final Clock clock;

  TlsProbe(Duration timeout, List<X509Certificate> extraTrust, Clock clock) {
    this.timeout = timeout;
    this.extraTrust = List.copyOf(extraTrust);
    this.clock = clock;
  }

  /**
   * One handshake.
   *
   * @param trust what the server showed
   * @param trouble why it failed; empty if it did not
   */
  private record Handshake(RecordingTrust trust, Optional<IOException> trouble) {
    /** Whether the server went along with the version, whatever its certificate. */
    boolean isAccepted() {
      return !trust.chain().isEmpty();
    }
  }

  /** Opens a connection to the server, directly or through a proxy. */
  @FunctionalInterface
  interface Opener {
    /** A new one, which the caller closes. */
    Socket open() throws IOException;
  }

  /** Everything about TLS at a server of that name. */
  Section probe(Opener server, String host, int port) {
    List<Finding> findings = new ArrayList<>();
    Handshake older = handshake(server, host, port, "TLSv1.2");
    if (isSilence(older)) {
      // the second handshake would only take as long again
      return new Section(TLS, List.of(Finding.failed(TLS, reason(older.trouble().orElseThrow()))));
    }
    Handshake newer = handshake(server, host, port, "TLSv1.3");
    findings.add(version("TLS 1.2", older, newer));
    findings.add(version("TLS 1.3", newer, older));
    if (!older.isAccepted() && !newer.isAccepted()) {
      findings.add(Finding.failed(TLS, neither(older, newer)));
      return new Section(TLS, findings);
    }
    RecordingTrust shown = (newer.isAccepted() ? newer : older).trust();
    findings.add(ChainText.of(shown, host));
    findings.add(Expiry.of("certificate", shown.chain().get(0), clock.instant()));
    return new Section(TLS, findings, ChainText.untrusted(shown));
  }

  private static boolean isSilence(Handshake handshake) {
    return handshake.trouble().filter(SocketTimeoutException.class::isInstance).isPresent();
  }

  private static Finding version(String label, Handshake handshake, Handshake other) {
    if (handshake.isAccepted()) {
      return Finding.good(label, "accepted");
    }
    return Finding.note(
        label,
        other.isAccepted() ? "not accepted; the other version is sufficient" : "not accepted");
  }

  private static String neither(Handshake older, Handshake newer) {
    String text = text(older) + " " + text(newer);
    if (text.contains("protocol_version") || text.contains("selected protocol version")) {
      return "the server accepts neither TLS 1.2 nor 1.3, and older versions are insecure and not"
          + " used"
          + " here: its operators must enable one of the two";
    }
    return older.trouble().map(TlsProbe::reason).orElse("no certificate was shown");
  }

  private static String text(Handshake handshake) {
    return handshake.trouble().map(String::valueOf).orElse("");
  }

  /** Why a handshake failed, for people, with what to do. */
  private static String reason(IOException trouble) {
    String text = String.valueOf(trouble.getMessage());
    if (trouble instanceof SocketTimeoutException) {
      return "connected, but no response to the TLS handshake: another service may use this port,"
          + " or"
          + " a firewall blocks the response; ask the partner for the correct port";
    }
    if (text.contains("Unsupported or unrecognized SSL message")) {
      return "the server does not speak TLS, probably plain HTTP: check the scheme and port of the"
          + " URL";
    }
    if (text.contains("handshake_failure") || text.contains("insufficient_security")) {
      return "the server has no cipher suite in common with us: its operators must allow a current"
          + " one"
          + " (ECDHE with AES-GCM)";
    }
    if (text.contains("terminated the handshake") || text.contains("reset")) {
      return "the server closes the connection during the TLS handshake: a firewall may allow only"
          + " known"
          + " addresses; ask the partner to allow this machine's address";
    }
    return "the handshake failed (" + text + "): ask the server's operators to check their log";
  }

  private Handshake handshake(Opener server, String host, int port, String version) {
    RecordingTrust trust = RecordingTrust.with(extraTrust);
    try (Socket plain = server.open()) {
      plain.setSoTimeout((int) timeout.toMillis());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, new SecureRandom());
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {version});
        socket.setSSLParameters(ServerName.prepared(parameters, host));
        socket.startHandshake();
        return new Handshake(trust, Optional.empty());
      }
    } catch (IOException e) {
      return new Handshake(trust, Optional.of(e));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }
}
