/**
 * Sessions with SFTP servers: sign in with pinned host keys, upload under a temporary name and
 * rename, list, download. Knows neither messages nor partnerships.
 */
@NullMarked
package org.as2gateway.transport.sftp.client;

import org.jspecify.annotations.NullMarked;
