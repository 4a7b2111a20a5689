package org.as2gateway.transport.as2.receive;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.smime.ReadLimits;
import org.as2gateway.as2.smime.ReadPolicy;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.ReceiptRequest;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.SecurityPolicy;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.payload.PayloadStore;

/** One message while it is received. For one thread. */
final class Reception {
  private final As2Request request;
  private final MessageIdentity identity;
  private final Partnership partnership;
  private final Registry registry;
  private final Tools tools;
  private final LimitedBody body;
  private final ReceiptPlan plan;
  private final String id;
  private final Instant receivedAt;

  /**
   * What each reception uses.
   *
   * @param receipts makes MDNs
   * @param limits of messages
   * @param clock the time
   */
  record Tools(ReceiptMaker receipts, ReceiveLimits limits, Clock clock) {
    long maxBytes(Partnership partnership) {
      return partnership.transport().maxBytes().orElse(limits.messageBytes());
    }
  }

  Reception(
      As2Request request,
      MessageIdentity identity,
      Partnership partnership,
      Registry registry,
      Tools tools) {
    this.request = request;
    this.identity = identity;
    this.partnership = partnership;
    this.registry = registry;
    this.tools = tools;
    this.body = new LimitedBody(request.body(), tools.maxBytes(partnership));
    this.plan = plan(request, partnership);
    this.id = MessageIds.next(tools.clock());
    this.receivedAt = tools.clock().instant();
  }

  static ReceiptPlan plan(As2Request request, Partnership partnership) {
    return ReceiptPlan.of(
        ReceiptRequest.parse(request.headers()),
        partnership.receipt().asyncUrl(),
        partnership.message().as2Version());
  }

  As2Request request() {
    return request;
  }

  MessageIdentity identity() {
    return identity;
  }

  Partnership partnership() {
    return partnership;
  }

  LimitedBody body() {
    return body;
  }

  ReceiptPlan plan() {
    return plan;
  }

  String id() {
    return id;
  }

  Instant receivedAt() {
    return receivedAt;
  }

  boolean isModern() {
    return partnership.message().as2Version().isModern();
  }

  ReceivedMessage message() {
    return message(plan);
  }

  ReceivedMessage messageWithoutReceipt() {
    return message(ReceiptPlan.none());
  }

  private ReceivedMessage message(ReceiptPlan given) {
    return new ReceivedMessage(
        id, identity, partnership, request.headers(), receivedAt, body.count(), given);
  }

  ReadPolicy policy() {
    SecurityPolicy security = partnership.security();
    return new ReadPolicy(
        partnership
            .receiver()
            .x509Alias()
            .map(alias -> registry.certificates().decrypting(alias, receivedAt))
            .orElse(List.of()),
        partnership
            .sender()
            .x509Alias()
            .map(alias -> registry.certificates().verifying(alias, receivedAt))
            .orElse(List.of()),
        security.acceptSign(),
        security.acceptEncrypt(),
        !security.allowUnsigned(),
        !security.allowUnencrypted(),
        plan.mic(),
        new ReadLimits(
            tools.maxBytes(partnership), tools.limits().expansion(), PayloadStore.COVERED_CONTENT));
  }

  ReceiptMaker.Receipt receipt(Disposition disposition, Optional<Mic> mic) {
    return tools
        .receipts()
        .make(
            new ReceiptMaker.Answered(request.headers(), receivedAt, body.count()),
            new ReceiptMaker.Judgement(disposition, mic),
            plan,
            tools.receipts().key(registry, partnership),
            partnership);
  }

  /** The positive receipt, if one is asked for. */
  Optional<ReceiptMaker.Receipt> positiveReceipt(Mic mic) {
    return plan.kind() == ReceiptPlan.Kind.NONE
        ? Optional.empty()
        : Optional.of(receipt(Disposition.processed(), Optional.of(mic)));
  }

  /**
   * A synchronous MDN goes back at once, an asynchronous one by the outbox; until then AS2-Version
   * 1.3 prefers a 204 (draft-ietf-ediint-rfc4130bis §5.4).
   */
  As2Response answer(Optional<MimeEntity> mdn) {
    if (plan.kind() == ReceiptPlan.Kind.SYNCHRONOUS && mdn.isPresent()) {
      return new As2Response(200, mdn.get());
    }
    boolean isLater = plan.kind() == ReceiptPlan.Kind.ASYNCHRONOUS;
    return As2Response.empty(isLater && isModern() ? 204 : 200);
  }
}
