/**
 * The streaming S/MIME codec: sign, encrypt, compress, verify, decrypt and take the MIC in one
 * pass, in constant memory. Bouncy Castle's exceptions end here. Usable as a library: knows no
 * HTTP, no database, no partnership.
 */
@NullMarked
package org.as2gateway.as2.smime;

import org.jspecify.annotations.NullMarked;
