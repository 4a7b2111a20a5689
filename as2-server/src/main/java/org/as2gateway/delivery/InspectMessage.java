package org.as2gateway.delivery;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.gate.Finding;
import org.as2gateway.delivery.gate.Gate;
import org.as2gateway.delivery.gate.Inspection;
import org.as2gateway.delivery.queue.OutboxEntry.Kind;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;

/** Has the gates look at a message before its first attempt, and blocks one that they stop. */
final class InspectMessage {
  private final DeliveryContext context;
  private final Transport transport;
  private final List<Gate> gates;

  InspectMessage(DeliveryContext context, Transport transport, List<Gate> gates) {
    this.context = context;
    this.transport = transport;
    this.gates = List.copyOf(gates);
  }

  /**
   * Whether the message may be sent now; one that may not is blocked on return.
   *
   * @throws IOException if a gate cannot read the message
   */
  boolean maySend(MessageRecord message) throws IOException {
    if (message.status() != MessageStatus.QUEUED) {
      return true;
    }
    Optional<Partnership> partnership = transport.partnership(message, context.registry().get());
    List<Gate> asked = partnership.map(this::gatesFor).orElse(List.of());
    boolean isTried = message.state().attempts() > 0;
    if (asked.isEmpty() || (isTried && asked.stream().noneMatch(g -> g.mustLookAgain(message)))) {
      return true;
    }
    Optional<Inspection> earlier = context.inspections().find(message.id());
    boolean isSettled =
        isTried
            ? earlier.filter(found -> found.approval() != null).isPresent()
            : earlier.filter(Inspection::mayBeSent).isPresent();
    return isSettled || inspect(message, partnership.orElseThrow(), asked);
  }

  private List<Gate> gatesFor(Partnership partnership) {
    return gates.stream().filter(gate -> gate.isFor(partnership)).toList();
  }

  private boolean inspect(MessageRecord message, Partnership partnership, List<Gate> asked)
      throws IOException {
    boolean isStopped = false;
    List<Finding> findings = new ArrayList<>();
    for (Gate gate : asked) {
      Inspection inspection = gate.inspect(message, partnership);
      isStopped |= inspection.isStopped();
      findings.addAll(inspection.findings());
    }
    Inspection inspection = Inspection.of(isStopped, findings);
    return context
        .transactions()
        .durably(
            () -> {
              if (inspection.isStopped() && !block(message, inspection)) {
                return false; // it was cancelled meanwhile
              }
              context.inspections().put(message.id(), inspection);
              return !inspection.isStopped();
            });
  }

  private boolean block(MessageRecord message, Inspection inspection) {
    Instant now = context.clock().instant();
    String detail = summary(inspection.findings());
    Failure why = new Failure(Reason.STOPPED_BEFORE_SENDING, detail);
    MessageRecord blocked =
        message.withState(message.state().concluded(MessageStatus.BLOCKED, why, now));
    if (!context.messages().update(blocked, message)) {
      return false;
    }
    context
        .messages()
        .addEvent(
            message.id(),
            new MessageEvent(now, EventKind.BLOCKED, null, Reason.STOPPED_BEFORE_SENDING, detail));
    context.outbox().remove(message.id(), Kind.MESSAGE);
    return true;
  }

  private static String summary(List<Finding> findings) {
    if (findings.isEmpty()) {
      return "a check before sending stopped it";
    }
    Finding first = findings.get(0);
    String more = findings.size() == 1 ? "" : "; and " + (findings.size() - 1) + " more";
    return first.rule()
        + (first.line() == null ? "" : " in line " + first.line())
        + ": found '"
        + first.found()
        + "', expected "
        + first.expected()
        + more;
  }
}
