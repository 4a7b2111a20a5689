/**
 * OpenPGP (RFC 9580, and RFC 4880 as gpg writes it): encrypts and signs files, decrypts and
 * verifies them, reads and makes keys. Streams in, streams out, in constant memory. The only
 * package besides the CMS ones that knows Bouncy Castle; it knows no registry, no store and no
 * transport.
 */
@NullMarked
package org.as2gateway.pgp;

import org.jspecify.annotations.NullMarked;
