package org.as2gateway.store.log;

import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one message, in or out (design.md §6).
 *
 * @param id ours, sortable by time; also names the message's files under data/
 * @param direction in or out
 * @param partnership partnership name
 * @param payloads the business documents; a refused message may have none
 * @param state where it stands, whatever the transport
 * @param facts what its transport says of it
 */
public record MessageRecord(
    String id,
    Direction direction,
    String partnership,
    List<PayloadRecord> payloads,
    TransferState state,
    TransportFacts facts) {
  /** Copies the list. */
  public MessageRecord {
    payloads = List.copyOf(payloads);
  }

  /** This message in another state. */
  public MessageRecord withState(TransferState state) {
    return new MessageRecord(id, direction, partnership, payloads, state, facts);
  }

  /** The way it travels. */
  public TransportKind transport() {
    return facts.transport();
  }

  /** What AS2 says of it; empty if it travels another way. */
  public Optional<As2Facts> findAs2() {
    return facts instanceof As2Facts as2 ? Optional.of(as2) : Optional.empty();
  }

  /**
   * What AS2 says of a message of AS2.
   *
   * @throws IllegalStateException if it travels another way
   */
  public As2Facts as2() {
    return findAs2()
        .orElseThrow(
            () -> new IllegalStateException("message '" + id + "' is not one of AS2: " + facts));
  }

  /** Where its receipt stands; {@link MdnState#NONE} for a transport that has no receipts. */
  public MdnState mdn() {
    return findAs2().map(As2Facts::mdn).orElse(MdnState.NONE);
  }

  /** The sentence that says that its transport has no receipts; empty if it has. */
  public Optional<String> absenceOfReceipts() {
    return transport() == TransportKind.AS2
        ? Optional.empty()
        : Optional.of("messages by " + transport().label() + " have no receipts");
  }

  /** Its Message-ID, brackets included; empty until one is made, and where there are none. */
  public String messageId() {
    return findAs2().map(As2Facts::messageId).orElse("");
  }

  /** What its receipt has to return; null if it has none, or not yet. */
  public @Nullable Mic mic() {
    return findAs2().map(As2Facts::mic).orElse(null);
  }

  /** This message with other facts of AS2. */
  public MessageRecord withAs2(As2Facts as2) {
    return new MessageRecord(id, direction, partnership, payloads, state, as2);
  }

  /** This message with these payloads. */
  public MessageRecord withPayloads(List<PayloadRecord> payloads) {
    return new MessageRecord(id, direction, partnership, payloads, state, facts);
  }

  /** This message, queued to be sent, with a receipt to come or none. */
  public MessageRecord awaitingReceipt(boolean isAwaited) {
    MdnState mdn = isAwaited ? MdnState.PENDING : MdnState.NONE;
    return findAs2().map(as2 -> withAs2(as2.withReceipt(mdn, null))).orElse(this);
  }

  /** This message once nobody waits for its receipt any more. */
  public MessageRecord awaitingNoReceipt() {
    return findAs2()
        .map(as2 -> withAs2(as2.withReceipt(MdnState.NONE, as2.disposition())))
        .orElse(this);
  }

  /** Where it stands. */
  public MessageStatus status() {
    return state.status();
  }

  /** The words for operators, see {@link Failure#detail}. */
  public @Nullable String error() {
    Failure failure = state.failure();
    return failure == null ? null : failure.detail();
  }

  /** Why it failed, was refused or has to wait; null if it does not, or in old records. */
  public @Nullable Reason reason() {
    Failure failure = state.failure();
    return failure == null ? null : failure.reason();
  }

  /** Size of all payloads together. */
  public long bytes() {
    return payloads.stream().mapToLong(PayloadRecord::bytes).sum();
  }
}
