package org.as2gateway.registry;

import java.util.Optional;

/**
 * What connections to a partner need beyond the usual, whichever direction they serve.
 *
 * @param trust file name under {@code certs/} of certificates that are trusted in addition
 * @param clientAlias alias under {@code certs/} whose key is our TLS client certificate
 */
public record TlsSettings(Optional<String> trust, Optional<String> clientAlias) {}
