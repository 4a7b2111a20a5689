/**
 * Checks a manifest before it is sent, by the published rules and by what is known of earlier
 * files: findings with what was found, what was expected and what to do. Says what would likely be
 * refused, never what USPS accepts. Stores nothing.
 */
@NullMarked
package org.as2gateway.usps.preflight;

import org.jspecify.annotations.NullMarked;
