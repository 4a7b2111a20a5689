package org.as2gateway.transport.as2.receive;

import java.util.List;
import java.util.Optional;
import org.as2gateway.store.log.ReplayMemory;

/**
 * What the commit of an accepted message holds beside the message.
 *
 * @param own what a message says that is for the gateway and for no inbox
 * @param keys what the message is recognised by from now on
 */
record CommitNote(Optional<Runnable> own, List<ReplayMemory.Key> keys) {}
