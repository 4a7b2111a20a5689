/**
 * A SYNTHETIC PDX server, for tests, the demo and trials without USPS. It is made of the same table
 * of calls as the client; what nobody has published is invented here, and every answer says so.
 */
@NullMarked
package org.as2gateway.transport.pdx.synthetic;

import org.jspecify.annotations.NullMarked;
