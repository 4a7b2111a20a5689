package org.as2gateway.admin.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.transport.proxy.Proxies;
import org.as2gateway.transport.sftp.SftpAccess;
import org.as2gateway.transport.sftp.client.SftpFailure;
import org.as2gateway.transport.sftp.client.SftpProblem;
import org.as2gateway.transport.sftp.client.SftpProblem.WrongHostKey;
import org.as2gateway.transport.sftp.client.SftpSession;
import org.as2gateway.transport.sftp.ssh.SshKeyException;

/**
 * Looks at an SFTP server from its name to its folders: DNS, TCP, SSH greeting, host key, sign-in,
 * folders. Changes nothing, unless a round trip is asked for. A host key that is not pinned ends it
 * before anything is sent, and is never pinned here.
 */
final class SftpProbe {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String HOST_KEY = "host key";

  private final Path home;
  private final Proxies proxies;
  private final Map<String, String> environment;
  private final Clock clock;
  private final boolean hasRoundTrip;

  /**
   * A probe.
   *
   * @param proxies that partnerships go by
   * @param environment tells of proxies, which the gateway does not use
   * @param hasRoundTrip whether a test file is uploaded and removed in each folder for uploads
   */
  SftpProbe(
      Path home,
      Proxies proxies,
      Map<String, String> environment,
      Clock clock,
      boolean hasRoundTrip) {
    this.home = home;
    this.proxies = proxies;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.hasRoundTrip = hasRoundTrip;
  }

  Section probe(SftpPlace place) {
    String title = "sftp://" + place.url().user() + "@" + place.url().address();
    List<Finding> findings = new ArrayList<>();
    Optional<TlsProbe.Opener> reached =
        new Reach(TIMEOUT, environment, proxies.route(place.partnership(), place.url().host()))
            .reach(place.url().host(), place.url().port(), findings);
    if (reached.isEmpty()) {
      return new Section(title, findings);
    }
    Finding banner = SshBanner.read(reached.get(), TIMEOUT);
    findings.add(banner);
    Optional<WrongHostKey> hostKey =
        banner.verdict() == Finding.Verdict.FAILED ? Optional.empty() : session(place, findings);
    return new Section(title, findings, Optional.empty(), hostKey);
  }

  /** Adds what a session shows; returns the host key if it is not pinned. */
  private Optional<WrongHostKey> session(SftpPlace place, List<Finding> findings) {
    Optional<WrongHostKey> hostKey = Optional.empty();
    try (SftpAccess access = new SftpAccess(new HomeFolders(home), clock, proxies)) {
      try (SftpSession session = access.open(place.partnership())) {
        addSession(place, session, findings);
      } catch (SshKeyException e) {
        hostKey = access.wrongHostKey(place.partnership()); // is told although nobody can sign in
        findings.add(Finding.failed("key", String.valueOf(e.getMessage())));
      }
    } catch (SftpFailure e) {
      if (e.problem() instanceof WrongHostKey key) {
        hostKey = Optional.of(key);
      } else {
        findings.add(failed(e.problem()));
      }
    }
    hostKey.ifPresent(key -> findings.add(wrong(key)));
    return hostKey;
  }

  private void addSession(SftpPlace place, SftpSession session, List<Finding> findings) {
    findings.add(Finding.good(HOST_KEY, session.hostKey() + " is pinned"));
    findings.add(Finding.good("sign-in", "as '" + place.url().user() + "' works"));
    for (String folder : place.folders()) {
      findings.add(folder(session, folder, place.uploads().contains(folder)));
    }
    if (hasRoundTrip) {
      place.uploads().forEach(folder -> findings.addAll(RoundTrip.in(session, folder, clock)));
    }
  }

  private static Finding wrong(WrongHostKey key) {
    String pinned =
        key.pinned().isEmpty() ? "none is pinned" : "pinned: " + String.join(", ", key.pinned());
    return Finding.failed(
        HOST_KEY,
        "found "
            + key.found()
            + " ("
            + key.type()
            + "); "
            + pinned
            + ". Nothing was sent. Ask the partner, not by this connection, for the fingerprint of"
            + " the host key. Pin it only if it is the same");
  }

  /** Where files are only written, a folder need not be listed. */
  private static Finding folder(SftpSession session, String folder, boolean isForUploads) {
    try {
      int files = session.list(folder).size();
      return Finding.good("folder", "'" + folder + "' has " + files + " files");
    } catch (SftpFailure e) {
      return e.problem() instanceof SftpProblem.PermissionDenied && isForUploads
          ? Finding.note(
              "folder", "'" + folder + "' cannot be listed by us; an upload does not need it")
          : failed(e.problem());
    } catch (IOException e) {
      return Finding.failed("folder", "'" + folder + "' cannot be listed: " + e.getMessage());
    }
  }

  private static Finding failed(SftpProblem problem) {
    return Finding.failed("SFTP", problem.sentence() + ". " + problem.remedy());
  }
}
