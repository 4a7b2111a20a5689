package org.as2gateway.store.log;

import java.util.List;
import org.as2gateway.as2.wire.Reason;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one message, in or out (design.md §6).
 *
 * @param id ours, sortable by time; also names the message's files under data/
 * @param direction in or out
 * @param partnership partnership name
 * @param payloads the business documents; a refused message may have none
 * @param state where it stands, whatever the transport
 * @param as2 what AS2 says of it
 */
public record MessageRecord(
    String id,
    Direction direction,
    String partnership,
    List<PayloadRecord> payloads,
    TransferState state,
    As2Facts as2) {
  /** Copies the list. */
  public MessageRecord {
    payloads = List.copyOf(payloads);
  }

  /** This message in another state. */
  public MessageRecord withState(TransferState state) {
    return new MessageRecord(id, direction, partnership, payloads, state, as2);
  }

  /** This message with other facts of AS2. */
  public MessageRecord withAs2(As2Facts as2) {
    return new MessageRecord(id, direction, partnership, payloads, state, as2);
  }

  /** This message with these payloads. */
  public MessageRecord withPayloads(List<PayloadRecord> payloads) {
    return new MessageRecord(id, direction, partnership, payloads, state, as2);
  }

  /** This message, queued to be sent, with a receipt to come or none. */
  public MessageRecord awaitingReceipt(boolean isAwaited) {
    return withAs2(as2.withReceipt(isAwaited ? MdnState.PENDING : MdnState.NONE, null));
  }

  /** This message once nobody waits for its receipt any more. */
  public MessageRecord awaitingNoReceipt() {
    return withAs2(as2.withReceipt(MdnState.NONE, as2.disposition()));
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
