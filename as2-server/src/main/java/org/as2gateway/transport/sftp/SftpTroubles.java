package org.as2gateway.transport.sftp;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipRegistry;
import org.as2gateway.store.log.Failure;
import org.as2gateway.transport.sftp.client.SftpProblem;

/**
 * What keeps files from moving by SFTP at the moment, one trouble for each partnership; gone after
 * a restart, and once it works again. Safe for many threads.
 */
public final class SftpTroubles {
  private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
  private final Clock clock;

  /** No troubles yet. */
  SftpTroubles(Clock clock) {
    this.clock = clock;
  }

  /**
   * One trouble.
   *
   * @param partnership its name
   * @param reason what kind it is
   * @param text what was found, what was expected and what to do, for people
   * @param since when it was seen first
   * @param hostKey the host key that the server showed, if it is the reason
   */
  public record Trouble(
      String partnership,
      Reason reason,
      String text,
      Instant since,
      Optional<SftpProblem.WrongHostKey> hostKey) {
    /** Whether the server showed a host key that is not pinned. */
    public boolean isHostKey() {
      return hostKey.isPresent();
    }

    /**
     * Whether the host key that was the reason is pinned now, or the partnership does not use that
     * server any more.
     */
    public boolean isSettled(PartnershipRegistry registry) {
      Optional<Partnership> known = registry.partnership(partnership);
      return known.isEmpty()
          || hostKey
              .filter(key -> !isOf(known.get(), key) || isPinned(known.get(), key))
              .isPresent();
    }

    private static boolean isPinned(Partnership partnership, SftpProblem.WrongHostKey key) {
      return partnership.sftp().hostKeys().contains(key.found());
    }

    private static boolean isOf(Partnership partnership, SftpProblem.WrongHostKey key) {
      return partnership
          .sftp()
          .url()
          .filter(url -> key.server().equals(url.host() + ":" + url.port()))
          .isPresent();
    }
  }

  /** The troubles of now. */
  public Collection<Trouble> current() {
    return List.copyOf(troubles.values());
  }

  /** Notes a trouble; says whether it is news. */
  boolean note(String partnership, Failure failure) {
    return note(partnership, failure, Optional.empty());
  }

  /** Notes what ended a session; says whether it is news. */
  boolean note(String partnership, SftpProblem problem) {
    return note(
        partnership,
        SftpFailures.of(problem),
        problem instanceof SftpProblem.WrongHostKey key ? Optional.of(key) : Optional.empty());
  }

  private boolean note(
      String partnership, Failure failure, Optional<SftpProblem.WrongHostKey> hostKey) {
    Reason reason = failure.reason() == null ? Reason.INTERNAL_ERROR : failure.reason();
    Trouble before = troubles.get(partnership);
    if (before != null && before.text().equals(failure.detail())) {
      return false;
    }
    Instant since = before == null || before.reason() != reason ? clock.instant() : before.since();
    troubles.put(partnership, new Trouble(partnership, reason, failure.detail(), since, hostKey));
    return true;
  }

  /** It works. */
  void clear(String partnership) {
    troubles.remove(partnership);
  }
}
