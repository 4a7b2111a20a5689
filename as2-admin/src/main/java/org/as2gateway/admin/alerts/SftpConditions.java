package org.as2gateway.admin.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.partners.Links;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.people.alerts.Moment;
import org.as2gateway.registry.Registry;
import org.as2gateway.transport.sftp.SftpTroubles.Trouble;

/** What keeps files from moving by SFTP, one condition for each partnership. */
final class SftpConditions {
  /** A server that is restarted is no reason to call somebody. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private SftpConditions() {}

  static List<Condition> of(Registry registry, Collection<Trouble> troubles, Instant now) {
    return troubles.stream()
        .filter(trouble -> trouble.isHostKey() || trouble.since().plus(PATIENCE).isBefore(now))
        .map(trouble -> condition(registry, trouble))
        .toList();
  }

  private static String page(String partner, Trouble trouble) {
    return trouble.isHostKey() ? Links.hostKeys(partner) : Links.partner(partner);
  }

  private static Condition condition(Registry registry, Trouble trouble) {
    AlertKind kind = trouble.isHostKey() ? AlertKind.SFTP_HOST_KEY : AlertKind.SFTP_UNREACHABLE;
    Optional<String> partner =
        registry
            .partnerships()
            .partnership(trouble.partnership())
            .map(known -> Conditions.other(registry, known));
    String title =
        trouble.isHostKey()
            ? "The SFTP server of '%s' has a new host key"
            : "No files move by SFTP on '%s'";
    return new Condition(
            kind,
            kind.text() + ":" + trouble.partnership(),
            trouble.isHostKey(),
            title.formatted(trouble.partnership()),
            trouble.text(),
            partner.map(name -> page(name, trouble)).orElse("/partners"),
            "",
            partner,
            Optional.empty(),
            Optional.empty())
        .with(new Moment("since", trouble.since()));
  }
}
