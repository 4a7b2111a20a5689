package org.as2gateway.transport.sftp.client;

import java.time.Instant;

/** A file in a folder of the server, as listed. */
public record RemoteFile(String name, long bytes, Instant modified) {}
