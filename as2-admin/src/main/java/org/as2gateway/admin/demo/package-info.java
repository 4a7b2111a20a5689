/**
 * The demonstration: two gateways on loopback, one of them playing a synthetic partner, and the
 * synthetic files they exchange. Knows no settings of any real partner.
 */
@NullMarked
package org.as2gateway.admin.demo;

import org.jspecify.annotations.NullMarked;
