package org.as2gateway.admin.port;

import java.time.Clock;
import org.as2gateway.config.GatewayConfig.Listener;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * How the admin port is opened.
 *
 * @param listener its address
 * @param token the administrator's token
 * @param tls how to answer TLS; null for plain HTTP
 * @param clock the time
 */
public record AdminPort(
    Listener listener, AdminToken token, SslContextFactory.@Nullable Server tls, Clock clock) {}
