/**
 * Keys and certificates of {@code certs/}: what key signs and decrypts, what certificate verifies
 * and encrypts, by use and by date; key generation and import. Knows aliases, not partners.
 */
@NullMarked
package org.as2gateway.registry.certs;

import org.jspecify.annotations.NullMarked;
