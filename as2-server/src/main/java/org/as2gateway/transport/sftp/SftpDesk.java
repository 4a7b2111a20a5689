package org.as2gateway.transport.sftp;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a user can be told of SFTP. Safe for many threads.
 *
 * @param port port of our own server; empty while it is not open
 * @param troubles what keeps files from moving now
 * @param left files that stay on the servers of partners, as the last looks found them; none after
 *     a restart until the next look
 * @param takeAgain has the files of that partnership that were refused read again
 */
public record SftpDesk(
    Supplier<Optional<Integer>> port,
    Supplier<Collection<SftpTroubles.Trouble>> troubles,
    Supplier<List<LeftFile>> left,
    Consumer<String> takeAgain) {}
