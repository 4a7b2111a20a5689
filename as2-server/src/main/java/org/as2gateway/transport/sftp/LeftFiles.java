package org.as2gateway.transport.sftp;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Failure;
import org.as2gateway.transport.sftp.client.RemoteFile;

/**
 * Files that stay on the servers of partners although they were read, so that none is read at each
 * look; forgotten after a restart. Safe for many threads.
 */
final class LeftFiles {
  /** How long a file waits whose name is refused: its name may be free by then. */
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final Map<Place, String> taken = new ConcurrentHashMap<>();
  private final Map<Place, Refused> refused = new ConcurrentHashMap<>();

  /**
   * A file as it was listed.
   *
   * @param partnership its name
   */
  private record Place(String partnership, RemoteFile file) {}

  /**
   * A file that was refused.
   *
   * @param partnership its settings at that time
   */
  private record Refused(Partnership partnership, Failure failure, Instant until) {}

  private static Place place(Partnership partnership, RemoteFile file) {
    return new Place(partnership.name(), file);
  }

  /** The file is ours and is still to be removed there. */
  void addTaken(Partnership partnership, RemoteFile file, String key) {
    taken.put(place(partnership, file), key);
  }

  /** The key under which the file was taken; empty if it was not. */
  Optional<String> takenKey(Partnership partnership, RemoteFile file) {
    return Optional.ofNullable(taken.get(place(partnership, file)));
  }

  /** The file is refused for a while, or until the settings of its partnership change. */
  void addRefused(Partnership partnership, RemoteFile file, Failure failure, Instant now) {
    refused.put(place(partnership, file), new Refused(partnership, failure, now.plus(PAUSE)));
  }

  /** Why the file is refused for now; empty if it is not. */
  Optional<Failure> refusal(Partnership partnership, RemoteFile file, Instant now) {
    return Optional.ofNullable(refused.get(place(partnership, file)))
        .filter(found -> found.partnership().equals(partnership) && now.isBefore(found.until()))
        .map(Refused::failure);
  }

  /** What was refused on a partnership is read again at the next look. */
  void readAgain(String partnership) {
    refused.keySet().removeIf(place -> place.partnership().equals(partnership));
  }

  /** Forgets the files of the partnership that are not listed any more. */
  void keepOnly(Partnership partnership, Set<RemoteFile> listed) {
    taken.keySet().removeIf(place -> isGone(place, partnership, listed));
    refused.keySet().removeIf(place -> isGone(place, partnership, listed));
  }

  private static boolean isGone(Place place, Partnership partnership, Set<RemoteFile> listed) {
    return place.partnership().equals(partnership.name()) && !listed.contains(place.file());
  }
}
