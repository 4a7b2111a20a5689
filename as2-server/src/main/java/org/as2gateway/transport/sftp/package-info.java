/**
 * SFTP as a way for messages to travel: uploads to the servers of partners, folders there that are
 * polled, and what partners put into and get from our own server.
 */
@NullMarked
package org.as2gateway.transport.sftp;

import org.jspecify.annotations.NullMarked;
