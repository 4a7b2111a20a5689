/**
 * Our own SFTP server: a listener with one virtual root a partner, {@code in/} to put files and
 * {@code out/} to get them. Nothing else of SSH is offered. Who may sign in, where files go and
 * where they come from is behind interfaces; knows neither messages nor partnerships.
 */
@NullMarked
package org.as2gateway.transport.sftp.server;

import org.jspecify.annotations.NullMarked;
