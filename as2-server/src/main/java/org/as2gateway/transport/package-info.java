/**
 * The ways in which messages travel, one package each. None knows another; to those who send, each
 * is a {@link org.as2gateway.delivery.Transport}.
 */
@NullMarked
package org.as2gateway.transport;

import org.jspecify.annotations.NullMarked;
