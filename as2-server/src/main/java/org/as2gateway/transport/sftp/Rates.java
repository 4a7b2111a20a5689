package org.as2gateway.transport.sftp;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.transport.sftp.client.RateLimit;

/** One rate for all sessions of a partnership. Safe for many threads. */
final class Rates {
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  private record Kept(long bytesPerSecond, RateLimit limit) {}

  /** The rate that the partnership has now. */
  RateLimit of(Partnership partnership) {
    OptionalLong rate = partnership.sftp().bytesPerSecond();
    if (rate.isEmpty()) {
      kept.remove(partnership.name());
      return RateLimit.NONE;
    }
    return kept.compute(
            partnership.name(),
            (name, before) ->
                before != null && before.bytesPerSecond() == rate.getAsLong()
                    ? before
                    : new Kept(rate.getAsLong(), new RateLimit(rate.getAsLong())))
        .limit();
  }
}
