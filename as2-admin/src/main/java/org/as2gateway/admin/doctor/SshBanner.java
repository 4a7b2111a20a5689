package org.as2gateway.admin.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.as2gateway.as2.wire.PartnerText;

/** The first line of an SSH server, which says what software it is (RFC 4253 section 4.2). */
final class SshBanner {
  private static final String SUBJECT = "SSH";
  private static final String START = "SSH-2.0-";
  private static final int MOST_LINES = 20;
  private static final int MOST_CHARACTERS = 255;
  private static final int MOST_SHOWN = 100;

  private SshBanner() {}

  /** Connects, reads the line, and sends nothing. */
  static Finding read(TlsProbe.Opener server, Duration timeout) {
    try (Socket socket = server.open()) {
      socket.setSoTimeout((int) timeout.toMillis());
      InputStream in = socket.getInputStream();
      String line = "";
      for (int i = 0; i < MOST_LINES && !line.startsWith("SSH-"); i++) {
        line = line(in);
      }
      String shown = "'" + PartnerText.clean(line, MOST_SHOWN) + "'";
      return line.startsWith(START)
          ? Finding.good(SUBJECT, shown)
          : Finding.failed(
              SUBJECT,
              "the server sent "
                  + shown
                  + ", expected a line that begins with '"
                  + START
                  + "': another service uses this port; ask the partner for the SFTP port");
    } catch (SocketTimeoutException e) {
      return Finding.failed(
          SUBJECT,
          "connected, but the server sent no SSH greeting in time: another service may use this"
              + " port, or a firewall blocks the response; ask the partner for the SFTP port");
    } catch (IOException e) {
      return Finding.failed(
          SUBJECT,
          "the connection broke before the SSH greeting ("
              + e.getMessage()
              + "): ask the partner whether this machine's address is allowed");
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server closed it");
      }
      line.append((char) next);
      if (line.length() > MOST_CHARACTERS) {
        break;
      }
    }
    return line.toString().strip();
  }
}
