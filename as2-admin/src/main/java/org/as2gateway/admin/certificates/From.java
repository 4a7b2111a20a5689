package org.as2gateway.admin.certificates;

import java.time.Instant;
import java.util.Optional;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.RequestDocument;

/** When something starts. */
@Description("Start time; default: now.")
record From(Optional<Instant> from) implements RequestDocument {}
