package org.as2gateway.transport.sftp;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a user can be told of SFTP. Safe for many threads.
 *
 * @param port port of our own server; empty while it is not open
 * @param troubles what keeps files from moving now
 */
public record SftpDesk(
    Supplier<Optional<Integer>> port, Supplier<Collection<SftpTroubles.Trouble>> troubles) {}
