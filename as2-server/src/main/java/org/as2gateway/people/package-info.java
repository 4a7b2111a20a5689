/**
 * What exists for the people who run the gateway: accounts, alerts, and the setup of new partners.
 * Shares nothing with what partners reach.
 */
@NullMarked
package org.as2gateway.people;

import org.jspecify.annotations.NullMarked;
