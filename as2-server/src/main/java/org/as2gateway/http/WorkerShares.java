package org.as2gateway.http;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.server.Request;

/**
 * Who reads how many requests at once: all together no more than there are workers, and nobody more
 * than half of them, so that one slow or hostile partner leaves room for all others. Safe for many
 * threads.
 */
final class WorkerShares {
  private final int workers;
  private final int share;
  private final Map<String, Integer> taken = new HashMap<>();
  private int busy;

  WorkerShares(int workers) {
    this.workers = workers;
    this.share = Math.max(1, workers / 2);
  }

  /**
   * Whom a request is counted for. Who it is has not been proven yet: the address keeps one who
   * only says the name from using up the share of its owner.
   */
  static String partner(Request request) {
    String name = request.getHeaders().get("AS2-From");
    return Request.getRemoteAddr(request) + " " + (name == null ? "" : name);
  }

  /** Takes a worker; false if there is none to be had. */
  synchronized boolean take(String partner) {
    int own = taken.getOrDefault(partner, 0);
    if (busy >= workers || own >= share) {
      return false;
    }
    busy++;
    taken.put(partner, own + 1);
    return true;
  }

  /** Gives back what {@link #take} gave. */
  synchronized void giveBack(String partner) {
    busy--;
    taken.computeIfPresent(partner, (name, own) -> own > 1 ? own - 1 : null);
  }
}
