/**
 * What both ends of SFTP share: the algorithms that we offer, keys in OpenSSH's and PEM's files,
 * fingerprints of host keys. Knows no session.
 */
@NullMarked
package org.as2gateway.transport.sftp.ssh;

import org.jspecify.annotations.NullMarked;
