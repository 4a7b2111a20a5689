package org.as2gateway.admin.certificates;

import java.time.Instant;
import java.util.Optional;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.RequestDocument;

/** When something is to happen. */
@Description("Time; default: now.")
record At(Optional<Instant> at) implements RequestDocument {}
