package org.as2gateway.partnership;

/**
 * One {@code <partnership>}: directional, from sender to receiver (design.md §4).
 *
 * @param name unique name
 * @param sender who sends
 * @param receiver who receives
 * @param message headers
 * @param security signatures, encryption, compression
 * @param receipt receipts
 * @param transport connection
 * @param queue outbound queue
 */
public record Partnership(
    String name,
    Partner sender,
    Partner receiver,
    MessagePolicy message,
    SecurityPolicy security,
    ReceiptPolicy receipt,
    TransportPolicy transport,
    QueuePolicy queue) {}
