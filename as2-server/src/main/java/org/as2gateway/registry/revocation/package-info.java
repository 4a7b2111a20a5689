/**
 * Asks the issuers of partners' certificates whether they are revoked, and remembers the answers.
 */
@NullMarked
package org.as2gateway.registry.revocation;

import org.jspecify.annotations.NullMarked;
