/**
 * What files cost by SFTP and with OpenPGP around them, beside OpenSSH and gpg in the same run.
 * Only the processor time of the end under test counts.
 */
@NullMarked
package org.as2gateway.bench.sftp;

import org.jspecify.annotations.NullMarked;
