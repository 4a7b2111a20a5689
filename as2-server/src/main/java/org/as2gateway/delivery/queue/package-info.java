/**
 * What is still to be delivered: durable entries, when they are due, and the worker that runs them
 * lane by lane. Knows neither HTTP nor AS2: {@link org.as2gateway.delivery.queue.Delivery} is the
 * call back up.
 */
@NullMarked
package org.as2gateway.delivery.queue;

import org.jspecify.annotations.NullMarked;
