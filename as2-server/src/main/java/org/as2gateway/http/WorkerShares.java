package org.as2gateway.http;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.server.Request;

/**
 * Who reads how many requests at once: all together no more than there are workers, and nobody more
 * than half of them, so that one slow or hostile partner leaves room for all others. Whoever says
 * several names has three quarters at one address: many partners may come through one proxy. Safe
 * for many threads.
 */
final class WorkerShares {
  private final int workers;
  private final int share;
  private final int shareOfAddress;
  private final Map<String, Integer> taken = new HashMap<>();
  private int busy;

  WorkerShares(int workers) {
    this.workers = workers;
    this.share = Math.max(1, workers / 2);
    this.shareOfAddress = Math.max(1, workers - workers / 4);
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
    String address = address(partner);
    if (busy >= workers || of(partner) >= share || of(address) >= shareOfAddress) {
      return false;
    }
    busy++;
    taken.merge(partner, 1, Integer::sum);
    taken.merge(address, 1, Integer::sum);
    return true;
  }

  /** Gives back what {@link #take} gave. */
  synchronized void giveBack(String partner) {
    busy--;
    taken.computeIfPresent(partner, (name, own) -> own > 1 ? own - 1 : null);
    taken.computeIfPresent(address(partner), (name, own) -> own > 1 ? own - 1 : null);
  }

  private int of(String key) {
    return taken.getOrDefault(key, 0);
  }

  private static String address(String partner) {
    return partner.substring(0, partner.indexOf(' '));
  }
}
