package org.as2gateway.admin.setup;

import java.time.LocalDate;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.people.onboarding.Onboarding;
import org.jspecify.annotations.Nullable;

/**
 * The request to DTS, filled from our own settings.
 *
 * @param onboarding the set-up it belongs to
 * @param sheet our side
 * @param requested when it was sent; null if not yet
 * @param day how many days ago that was
 * @param earliest when 30 days are over
 */
public record RequestView(
    Onboarding onboarding,
    PartnerSheet sheet,
    @Nullable LocalDate requested,
    long day,
    @Nullable LocalDate earliest) {}
