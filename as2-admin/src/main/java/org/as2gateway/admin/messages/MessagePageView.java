package org.as2gateway.admin.messages;

import java.time.Duration;
import java.util.List;
import org.as2gateway.as2.wire.Severity;
import org.as2gateway.delivery.gate.Finding;
import org.as2gateway.delivery.gate.Inspection;
import org.as2gateway.store.log.As2Facts;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Handled;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.OtherWay;
import org.as2gateway.transport.as2.explain.Explanation;
import org.as2gateway.transport.as2.receipt.KeptReceipt;
import org.jspecify.annotations.Nullable;

/**
 * One message.
 *
 * @param message its record
 * @param list the list that led here
 * @param status what it waits for or how it ended
 * @param steps what happened to it, oldest first
 * @param receipt what its MDN says; null if there is none
 * @param advice what to do about its failure; null if it has not failed
 * @param links pages about what belongs to it
 * @param explanation why a digest of it did not hold; null if none is in doubt
 * @param preview the payload's first characters; null if it may or can not be shown
 * @param rawMdn the MDN's first characters; empty if there is none
 * @param hasPayload whether the payload is still kept
 * @param kept receipts that proved nothing or changed nothing
 * @param answers HTTP answers that were no receipts, newest first
 * @param inspection what a check before sending found; null if there was none
 * @param relations other messages, and who has dealt with its failure
 * @param fallback how it can be sent instead, and what is at stake; null if that is not offered
 * @param transfer what was seen of its transfer, where there are no receipts
 */
public record MessagePageView(
    MessageRecord message,
    InList list,
    StatusView status,
    List<Step> steps,
    @Nullable ReceiptView receipt,
    @Nullable Advice advice,
    MessageLinks links,
    @Nullable Explanation explanation,
    @Nullable String preview,
    String rawMdn,
    boolean hasPayload,
    KeptReceipts kept,
    List<AnswerView> answers,
    @Nullable Inspection inspection,
    MessageRelations relations,
    @Nullable FallbackStakes fallback,
    List<TransferFact> transfer) {
  /**
   * Its place in the list that led here.
   *
   * @param filter of the list
   * @param newer id of the message after it in time; null if there is none
   * @param older id of the message before it; null if there is none
   */
  public record InList(MessageFilter filter, @Nullable String newer, @Nullable String older) {}

  /**
   * Receipts that proved nothing or changed nothing.
   *
   * @param receipts those that are kept, by the certificates registered now
   * @param count how many were flagged in all
   */
  public record KeptReceipts(List<KeptReceipt> receipts, int count) {
    /** Whether there is anything to show. */
    public boolean isEmpty() {
      return receipts.isEmpty() && count == 0;
    }
  }

  /** The message whose content it repeats, not having been delivered; null if none. */
  public @Nullable String repeatOf() {
    return relations.repeatOf(message);
  }

  /** The message in place of which it is sent; null if none. */
  public @Nullable String resendOf() {
    return relations.resendOf(message);
  }

  /** The newest message that is sent in place of it; null if none. */
  public @Nullable String resentAs() {
    return relations.resentAs(message);
  }

  /** Who has dealt with its failure; null if nobody has. */
  public @Nullable Handled handled() {
    return relations.handled(message).orElse(null);
  }

  /** How its files are sent another way; null if they are not. */
  public @Nullable OtherWay otherWay() {
    return relations.otherWay(message).orElse(null);
  }

  /** Whether it failed or was refused, so that somebody can deal with it. */
  public boolean canBeHandled() {
    return message.status() == MessageStatus.FAILED || message.status() == MessageStatus.REFUSED;
  }

  /** Its subject; null if it has none. */
  public @Nullable String subject() {
    return message.findAs2().map(As2Facts::subject).orElse(null);
  }

  /** Whether AS2 compressed it. */
  public boolean isCompressed() {
    return message.findAs2().filter(As2Facts::isCompressed).isPresent();
  }

  /** How long after it was queued its receipt was verified; null if that is not so. */
  public @Nullable Duration timeToReceipt() {
    return message.direction() == Direction.OUT && message.mdn() == MdnState.VERIFIED
        ? Duration.between(message.state().createdAt(), message.state().updatedAt())
        : null;
  }

  /** Where in the message a finding is. */
  public String place(Finding finding) {
    String file =
        finding.file() < message.payloads().size()
            ? message.payloads().get(finding.file()).filename()
            : "";
    String line = finding.line() == null ? "" : ", line " + finding.line();
    return file + line + (finding.field() == null ? "" : ", field " + finding.field());
  }

  /**
   * One step.
   *
   * @param event what happened
   * @param after how long after the step before; null for the first
   */
  public record Step(MessageEvent event, @Nullable Duration after) {
    /** How serious it is. */
    public Severity severity() {
      return switch (event.kind()) {
        case SENT, ACKNOWLEDGED, DELIVERED, MDN_SENT, MDN_JUDGED -> Severity.GOOD;
        case FAILED, REFUSED, BLOCKED, MDN_FAILED, MDN_FLAGGED -> Severity.BAD;
        case MDN_OVERDUE,
            MDN_ATTEMPT,
            REPEATED,
            REPLAYED,
            ARRIVED_LATE,
            CANCELLED,
            SENT_ANYWAY,
            DISCARDED,
            NOT_FILED ->
            Severity.WARN;
        default -> wentWrong() ? Severity.WARN : Severity.INFO;
      };
    }

    /** An answer that did not settle the message; those of old records have no reason. */
    private boolean wentWrong() {
      Integer status = event.httpStatus();
      return event.reason() != null || (status != null && status > 299);
    }
  }
}
