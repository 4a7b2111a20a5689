package org.as2gateway.admin.partners;

import java.util.List;

/**
 * A partner in the list.
 *
 * @param name its name
 * @param as2Id its AS2 id; blank while it is unknown
 * @param missing what it lacks
 * @param warnings how many remarks there are
 * @param health how the traffic goes
 * @param state how far it is
 */
public record PartnerRow(
    String name,
    String as2Id,
    List<String> missing,
    int warnings,
    PartnerHealth health,
    PartnerState state) {}
