package org.as2gateway.admin.usps;

import java.util.List;
import org.as2gateway.usps.answers.Profile;
import org.as2gateway.usps.answers.ProfileRevision;

/**
 * The page of profiles.
 *
 * @param profiles those that count
 * @param removed those that were removed
 */
public record ProfilesView(List<Profile> profiles, List<ProfileRevision> removed) {}
