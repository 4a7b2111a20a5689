package org.as2gateway.admin.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.SftpUrl;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.transport.proxy.Proxies;
import org.as2gateway.transport.sftp.SftpAccess;
import org.as2gateway.transport.sftp.client.SftpFailure;
import org.as2gateway.transport.sftp.client.SftpProblem;
import org.as2gateway.transport.sftp.client.SftpSession;
import org.as2gateway.transport.sftp.ssh.SshKeyException;

/** Connects to the SFTP server of a partnership: host key, sign-in, folders. Changes nothing. */
final class SftpProbe {
  private final Path home;
  private final Proxies proxies;
  private final Clock clock;

  SftpProbe(Path home, Proxies proxies, Clock clock) {
    this.home = home;
    this.proxies = proxies;
    this.clock = clock;
  }

  Section probe(Partnership partnership) {
    SftpUrl url = partnership.sftp().url().orElseThrow();
    List<Finding> findings = new ArrayList<>();
    try (SftpAccess access = new SftpAccess(new HomeFolders(home), clock, proxies);
        SftpSession session = access.open(partnership)) {
      proxies
          .route(partnership, url.host())
          .ifPresent(
              by ->
                  findings.add(
                      Finding.good("proxy", by.address() + " connects to " + url.address())));
      findings.add(Finding.good("host key", session.hostKey() + " is pinned"));
      findings.add(Finding.good("sign-in", "as '" + url.user() + "' works"));
      Set<String> folders = new LinkedHashSet<>(List.of(url.folder()));
      partnership.sftp().pollFolder().ifPresent(folders::add);
      partnership.sftp().doneFolder().ifPresent(folders::add);
      for (String folder : folders) {
        findings.add(folder(session, folder));
      }
    } catch (SftpFailure e) {
      findings.add(failed(e.problem()));
    } catch (SshKeyException e) {
      findings.add(Finding.failed("key", String.valueOf(e.getMessage())));
    }
    return new Section(url.toString(), findings);
  }

  private static Finding folder(SftpSession session, String folder) {
    try {
      int files = session.list(folder).size();
      return Finding.good("folder", "'" + folder + "' has " + files + " files");
    } catch (SftpFailure e) {
      return failed(e.problem());
    } catch (IOException e) {
      return Finding.failed("folder", "'" + folder + "' cannot be listed: " + e.getMessage());
    }
  }

  private static Finding failed(SftpProblem problem) {
    return Finding.failed("SFTP", problem.sentence() + ". " + problem.remedy());
  }
}
