package org.as2gateway.registry.partnerships;

import java.util.Optional;
import org.as2gateway.as2.wire.As2Id;

/**
 * One {@code <partner>} of {@code partnerships.xml}: a station of ours or a trading partner. Which
 * of the two is decided by its certificates: an alias with a private key is ours.
 *
 * @param name the unique name that partnerships refer to
 * @param as2Id the AS2 identifier; empty while it is blank in the file
 * @param x509Alias the folder under {@code certs/}; empty if none is named
 * @param email contact address; may be empty
 */
public record Partner(
    String name, Optional<As2Id> as2Id, Optional<String> x509Alias, Optional<String> email) {}
