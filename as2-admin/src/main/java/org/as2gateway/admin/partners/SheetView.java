package org.as2gateway.admin.partners;

import java.time.Instant;

/**
 * What we hand to partners.
 *
 * @param sheet what it says
 * @param at when it was made
 */
public record SheetView(PartnerSheet sheet, Instant at) {}
