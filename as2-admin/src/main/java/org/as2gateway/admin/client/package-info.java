/**
 * The command line's side of the HTTP API: finds the running gateway of a home, signs in with its
 * token, and turns problem details into sentences.
 */
@NullMarked
package org.as2gateway.admin.client;

import org.jspecify.annotations.NullMarked;
