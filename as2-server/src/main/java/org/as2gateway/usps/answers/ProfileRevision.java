package org.as2gateway.usps.answers;

import java.time.Instant;

/**
 * A profile as of a change of it.
 *
 * @param revision number of the change, from 1
 * @param profile as it was saved
 * @param isRemoved whether the change removed it
 * @param at when
 * @param by name of the user
 */
public record ProfileRevision(
    int revision, Profile profile, boolean isRemoved, Instant at, String by) {}
