package org.as2gateway.admin.partners;

import org.jspecify.annotations.Nullable;

/**
 * The form of a partnership.
 *
 * @param card its settings
 * @param partner whose page it belongs to
 * @param version of the entry, against lost updates
 * @param error why the last change was not made
 */
public record PartnershipFormView(
    PartnershipCard card, String partner, String version, @Nullable String error) {}
