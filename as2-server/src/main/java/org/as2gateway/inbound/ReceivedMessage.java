package org.as2gateway.inbound;

import java.time.Instant;
import org.as2gateway.partnership.Partnership;
import org.as2gateway.wire.Headers;

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
