package org.as2gateway.delivery;

import java.time.Duration;
import org.as2gateway.transport.TransportKind;

/**
 * That the files of a message can be sent another way.
 *
 * @param partnership name of the partnership on which they can be sent
 * @param transport its transport
 * @param waited how long the message has waited or, once it has failed, had waited
 * @param first what is known of the attempts on its own partnership
 * @param isAutomatic whether the setting of its partnership sends it without a person if it is
 *     certain that nothing arrived
 */
public record FallbackOffer(
    String partnership,
    TransportKind transport,
    Duration waited,
    FirstWay first,
    boolean isAutomatic) {}
