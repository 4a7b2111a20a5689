package org.as2gateway.admin.partners;

import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.partners.HistoryView.Line;
import org.as2gateway.registry.Revision;
import org.as2gateway.registry.UnifiedDiff;

/**
 * What a rollback would change.
 *
 * @param number of the revision
 * @param at when the revision was made
 * @param lines the difference between now and then; empty if there is none
 */
public record RollBackView(long number, Instant at, List<Line> lines) {
  static RollBackView of(Revision then, String now) {
    String difference =
        UnifiedDiff.of("partnerships.xml", now.lines().toList(), then.text().lines().toList());
    return new RollBackView(then.number(), then.at(), HistoryView.lines(difference));
  }
}
