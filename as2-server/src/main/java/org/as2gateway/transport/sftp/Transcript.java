package org.as2gateway.transport.sftp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.transport.sftp.client.SftpSession;
import org.as2gateway.transport.sftp.server.SignedIn;

/** What was seen of a transfer, {@code name value} a line: the evidence where no receipt exists. */
final class Transcript {
  private static final int MOST_VALUE = 300;
  private final StringBuilder lines = new StringBuilder();

  Transcript add(String name, Object value) {
    String text = PartnerText.clean(String.valueOf(value), MOST_VALUE);
    lines.append(name).append(' ').append(text).append('\n');
    return this;
  }

  Transcript addFile(String name, long bytes, String sha256) {
    return add("file", name).add("bytes", bytes).add("sha-256", sha256);
  }

  Transcript addSession(SftpSession session) {
    add("host-key", session.hostKey());
    return addLog(session.log());
  }

  Transcript addLog(List<String> log) {
    log.forEach(line -> add("log", line));
    return this;
  }

  Transcript addSignedIn(SignedIn session) {
    return add("user", session.user())
        .add("address", session.address())
        .add("login", session.login())
        .add("client", session.client())
        .add("host-key", session.hostKey())
        .add("signed-in-at", session.at());
  }

  Evidence of(String message, Instant at) {
    return new Evidence(
        message,
        EvidenceKind.TRANSFER,
        at,
        Octets.of(lines.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
