package org.as2gateway.admin.web.partners;

import java.time.Instant;
import org.as2gateway.admin.partners.PartnerSheet;

/**
 * What we hand to partners.
 *
 * @param sheet what it says
 * @param at when it was made
 */
public record SheetView(PartnerSheet sheet, Instant at) {}
