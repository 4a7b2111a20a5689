/**
 * Calls to servers that an administrator named: webhooks, the sign-in provider. Knows nothing of
 * what is said.
 */
@NullMarked
package org.as2gateway.admin.outgoing;

import org.jspecify.annotations.NullMarked;
