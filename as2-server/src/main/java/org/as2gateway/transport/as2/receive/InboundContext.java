package org.as2gateway.transport.as2.receive;

import java.time.Clock;
import java.util.function.Supplier;
import org.as2gateway.as2.smime.MessageReader;
import org.as2gateway.delivery.inbox.InboxDelivery;
import org.as2gateway.delivery.queue.Outbox;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.cem.CemInbox;
import org.as2gateway.store.db.Transactions;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.ReplayMemory;
import org.as2gateway.store.log.UnknownSenders;
import org.as2gateway.store.payload.PayloadStore;

/**
 * What the receiving use cases work on.
 *
 * @param transactions transactions over messages and outbox
 * @param messages record of all messages
 * @param replays what accepted messages are recognised by
 * @param signs counts what honest partners do not do
 * @param unknownSenders notes who is refused for want of a partnership
 * @param outbox takes asynchronous MDNs
 * @param files stage and kept copies
 * @param inbox where accepted messages go
 * @param reader the codec
 * @param registry current state of partnerships and certificates, asked anew for each message
 * @param cem takes certificate exchange messages
 * @param wakeOutbox tells the outbox worker that something new is due
 * @param clock the time
 */
public record InboundContext(
    Transactions transactions,
    MessageLog messages,
    ReplayMemory replays,
    AttackSigns signs,
    UnknownSenders unknownSenders,
    Outbox outbox,
    PayloadStore files,
    InboxDelivery inbox,
    MessageReader reader,
    Supplier<Registry> registry,
    CemInbox cem,
    Runnable wakeOutbox,
    Clock clock) {}
