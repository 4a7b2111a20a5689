package org.as2gateway.admin.setup;

import java.util.List;
import org.as2gateway.admin.doctor.Section;

/**
 * What a connection test of a partner has found.
 *
 * @param partner its name
 * @param canRoundTrip whether it has an SFTP server that a test file could be uploaded to
 * @param sections what was looked at
 */
public record TrialView(String partner, boolean canRoundTrip, List<Section> sections) {}
