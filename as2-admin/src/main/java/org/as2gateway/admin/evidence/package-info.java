/**
 * Evidence bundles: one zip with all that proves an exchange, and its check without a gateway. The
 * layout is told in {@code docs/evidence.md}. Reads the message log; changes nothing.
 */
@NullMarked
package org.as2gateway.admin.evidence;

import org.jspecify.annotations.NullMarked;
