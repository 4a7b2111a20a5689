package org.as2gateway.admin.alerts;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.people.alerts.Alert;
import org.as2gateway.people.alerts.AlertRule;
import org.as2gateway.people.alerts.Condition;

/**
 * Tells that the database is gone, by the rules last seen and with a memory of its own, since there
 * is nowhere to keep an alert.
 */
final class Outage {
  private static final int LONGEST_PAUSE = 256; // looks

  private final Set<String> told = new HashSet<>();
  private Optional<Instant> since = Optional.empty();
  private int looks;

  void tell(List<AlertRule> rules, Channels channels, Instant now) {
    Instant begin = since.orElse(now);
    since = Optional.of(begin);
    looks++;
    boolean isTime = Integer.bitCount(looks) == 1 || looks % LONGEST_PAUSE == 0;
    Condition condition = Conditions.notAccepting(List.of("the database does not respond")).get(0);
    Alert alert = new Alert("database", condition, begin, Optional.empty(), Optional.empty());
    for (AlertRule rule : rules) {
      boolean isNew = rule.covers(condition) && !told.contains(rule.id());
      if (isTime && isNew && !rule.isQuiet(now)) {
        if (channels.send(rule, new Announcement(List.of(alert), now)).isGood()) {
          told.add(rule.id());
        }
      }
    }
  }

  void end() {
    told.clear();
    since = Optional.empty();
    looks = 0;
  }
}
