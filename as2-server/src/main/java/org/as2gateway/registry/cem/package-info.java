/**
 * Certificate exchange messages (draft-meadors-certificate-exchange-14): what they say, how they
 * are written and read, and what became of each certificate offered. Trusts nothing: an offer is a
 * row until an operator decides. Knows nothing of sockets and of how messages travel.
 */
@NullMarked
package org.as2gateway.registry.cem;

import org.jspecify.annotations.NullMarked;
