package org.as2gateway.transport.as2.receive;

import java.time.Instant;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.registry.partnerships.Partnership;

/**
 * A message that has been read, before it is recorded.
 *
 * @param id ours
 * @param identity AS2-From, AS2-To, Message-ID
 * @param partnership by whose rules it was read
 * @param headers of the HTTP request
 * @param receivedAt when its headers were in
 * @param bodyBytes length of the HTTP body
 * @param plan what receipt it gets
 */
record ReceivedMessage(
    String id,
    MessageIdentity identity,
    Partnership partnership,
    Headers headers,
    Instant receivedAt,
    long bodyBytes,
    ReceiptPlan plan) {}
