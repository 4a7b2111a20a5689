package org.as2gateway.admin.partners;

import java.util.List;
import org.as2gateway.people.onboarding.Onboarding;

/**
 * The list of partners.
 *
 * @param stations our own
 * @param partners the others
 * @param underWay partners that are being set up
 * @param refused senders that were refused because they are not set up
 * @param errors what is wrong with the registry's files
 */
public record PartnersView(
    List<PartnerRow> stations,
    List<PartnerRow> partners,
    List<Onboarding> underWay,
    List<RefusedSender> refused,
    List<String> errors) {}
