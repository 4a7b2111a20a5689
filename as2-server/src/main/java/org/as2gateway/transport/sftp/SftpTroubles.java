package org.as2gateway.transport.sftp;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.Failure;

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
   */
  public record Trouble(String partnership, Reason reason, String text, Instant since) {
    /** Whether the server showed a host key that is not pinned. */
    public boolean isHostKey() {
      return reason == Reason.SSH_HOST_KEY_NOT_PINNED;
    }
  }

  /** The troubles of now. */
  public Collection<Trouble> current() {
    return List.copyOf(troubles.values());
  }

  /** Notes a trouble; says whether it is news. */
  boolean note(String partnership, Failure failure) {
    Reason reason = failure.reason() == null ? Reason.INTERNAL_ERROR : failure.reason();
    Trouble before = troubles.get(partnership);
    if (before != null && before.text().equals(failure.detail())) {
      return false;
    }
    Instant since = before == null || before.reason() != reason ? clock.instant() : before.since();
    troubles.put(partnership, new Trouble(partnership, reason, failure.detail(), since));
    return true;
  }

  /** It works. */
  void clear(String partnership) {
    troubles.remove(partnership);
  }
}
