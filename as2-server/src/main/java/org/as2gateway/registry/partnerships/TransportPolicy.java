package org.as2gateway.registry.partnerships;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the gateway reaches the receiver of a partnership.
 *
 * @param url where messages go; empty while it is blank in the file
 * @param isChunked whether to send chunked instead of with Content-Length
 * @param connectTimeout limit for TCP and TLS set-up
 * @param readTimeout ends any stall, in either direction; also the wait for a synchronous MDN
 * @param tlsTrust file name under {@code certs/} with a CA or pinned certificate trusted in
 *     addition to the JDK's roots
 * @param tlsClientAlias alias under {@code certs/} whose key is our TLS client certificate
 * @param basicUser user of HTTP Basic authentication; the password stands in {@code data/secrets/}
 * @param maxBytes largest body and payload accepted from the sender; empty for the gateway's limit
 * @param restart how broken transfers go on; empty if they start anew
 * @param proxy by which proxy connections go
 */
public record TransportPolicy(
    Optional<URI> url,
    boolean isChunked,
    Duration connectTimeout,
    Duration readTimeout,
    Optional<String> tlsTrust,
    Optional<String> tlsClientAlias,
    Optional<String> basicUser,
    OptionalLong maxBytes,
    Optional<RestartPolicy> restart,
    ProxyPolicy proxy) {}
