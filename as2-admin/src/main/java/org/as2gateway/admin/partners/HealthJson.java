package org.as2gateway.admin.partners;

import java.time.Duration;
import java.time.Instant;
import org.as2gateway.admin.port.Description;
import org.jspecify.annotations.Nullable;

/** How the traffic with a partner goes. */
@Description("Health of the traffic with a partner, based on the latest messages.")
record HealthJson(
    int messages,
    int ended,
    int good,
    @Nullable Long receiptMillisMedian,
    @Nullable Long receiptMillis95,
    @Nullable Instant lastAt,
    @Description("whether there is less traffic than usual") boolean silent) {
  /** That health. */
  static HealthJson of(PartnerHealth health) {
    return new HealthJson(
        health.messages(),
        health.ended(),
        health.good(),
        health.median().map(Duration::toMillis).orElse(null),
        health.slowest().map(Duration::toMillis).orElse(null),
        health.last().orElse(null),
        health.isSilent());
  }
}
