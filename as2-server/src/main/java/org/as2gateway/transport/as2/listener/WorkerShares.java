package org.as2gateway.transport.as2.listener;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jetty.server.Request;

/**
 * Who reads how many requests at once: all together no more than there are workers, and nobody more
 * than half of them, so that one slow or hostile partner leaves room for all others. Whoever says
 * several names has three quarters at one address: many partners may come through one proxy.
 *
 * <p>Who finds no room takes the place of one whose partner is slow in sending, so that nobody
 * holds workers by standing still, whatever names it knows. Safe for many threads.
 */
final class WorkerShares {
  private final int workers;
  private final int share;
  private final int shareOfAddress;
  private final Set<Worker> busy = new LinkedHashSet<>();
  private final Map<String, Integer> taken = new HashMap<>();

  WorkerShares(int workers) {
    this.workers = workers;
    this.share = Math.max(1, workers / 2);
    this.shareOfAddress = Math.max(1, workers - workers / 4);
  }

  /** A worker in use; no two are equal. */
  static final class Worker {
    private final String partner;
    private final BodyWait waiting;

    private Worker(String partner, BodyWait waiting) {
      this.partner = partner;
      this.waiting = waiting;
    }
  }

  /**
   * Whom a request is counted for. Who it is has not been proven yet: the address keeps one who
   * only says the name from using up the share of its owner.
   */
  static String partner(Request request) {
    String name = request.getHeaders().get("AS2-From");
    return Request.getRemoteAddr(request) + " " + (name == null ? "" : name);
  }

  /**
   * Takes a worker; empty if there is none to be had.
   *
   * @param waiting the wait for the body that it is going to read
   */
  synchronized Optional<Worker> take(String partner, BodyWait waiting) {
    if (!hasRoom(partner)) {
      return Optional.empty();
    }
    Worker worker = new Worker(partner, waiting);
    busy.add(worker);
    taken.merge(partner, 1, Integer::sum);
    taken.merge(address(partner), 1, Integer::sum);
    return Optional.of(worker);
  }

  /** Makes room where it is lacking: in the partner's share, in the address's, or in all. */
  private boolean hasRoom(String partner) {
    if (of(partner) >= share) {
      return makeRoom(worker -> worker.partner.equals(partner));
    }
    String address = address(partner);
    if (of(address) >= shareOfAddress) {
      return makeRoom(worker -> address(worker.partner).equals(address));
    }
    return busy.size() < workers || makeRoom(worker -> true);
  }

  /**
   * Ends a slow reading, of the partner who has most. Its worker counts as free at once: all that
   * its thread still does is to answer 503.
   */
  private boolean makeRoom(Predicate<Worker> isEligible) {
    Optional<Worker> slow =
        busy.stream()
            .filter(isEligible)
            .filter(worker -> worker.waiting.isSlow())
            .max(Comparator.comparing(worker -> of(worker.partner)));
    if (slow.isEmpty() || !slow.get().waiting.cutIfSlow()) {
      return false;
    }
    giveBack(slow.get());
    return true;
  }

  /** Gives back what {@link #take} gave, if it was not passed on meanwhile. */
  synchronized void giveBack(Worker worker) {
    if (busy.remove(worker)) {
      lower(worker.partner);
      lower(address(worker.partner));
    }
  }

  private void lower(String key) {
    taken.computeIfPresent(key, (name, own) -> own > 1 ? own - 1 : null);
  }

  private int of(String key) {
    return taken.getOrDefault(key, 0);
  }

  private static String address(String partner) {
    return partner.substring(0, partner.indexOf(' '));
  }
}
