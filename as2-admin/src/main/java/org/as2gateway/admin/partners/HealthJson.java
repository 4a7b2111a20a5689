package org.as2gateway.admin.partners;

import java.time.Duration;
import java.time.Instant;
import org.as2gateway.admin.port.Description;
import org.jspecify.annotations.Nullable;

/** How the traffic with a partner goes. */
@Description(
    "Health of the traffic with a partner in the last 30 days, or since it went live, without"
        + " messages of partnerships in state testing; of each partnership the newest 500.")
record HealthJson(
    int messages,
    @Description("neither waiting nor canceled") int ended,
    @Description("acknowledged by the partner, or delivered here") int good,
    int sent,
    @Description("sent, and received by the partner") int acknowledged,
    int failed,
    int received,
    int refused,
    @Description("of the newest 100 messages of each partnership")
        @Nullable Long receiptMillisMedian,
    @Description("of the newest 100 messages of each partnership") @Nullable Long receiptMillis95,
    @Nullable Instant lastAt,
    @Description("whether there is less traffic than usual") boolean silent) {
  /** That health. */
  static HealthJson of(PartnerHealth health) {
    PartnerCounts counts = health.counts();
    return new HealthJson(
        counts.messages(),
        counts.ended(),
        counts.good(),
        counts.sent(),
        counts.acknowledged(),
        counts.failed(),
        counts.received(),
        counts.refused(),
        health.median().map(Duration::toMillis).orElse(null),
        health.slowest().map(Duration::toMillis).orElse(null),
        health.last().orElse(null),
        health.isSilent());
  }
}
