package org.as2gateway.transport.as2.receive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.as2.mdn.MdnReader;
import org.as2gateway.registry.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoint behind the AS2 path: tells asynchronous MDNs from messages by their content
 * (protocol.md §6.3) and hands each to its use case. Safe for many threads.
 */
public final class As2Receiver implements As2Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(As2Receiver.class);

  private final Supplier<Registry> registry;
  private final ReceiveMessage messages;
  private final ReceiveAsyncMdn mdns;
  private final RestartableTransfers transfers;
  private final RefusalLog refusals;

  /** An endpoint on these parts. */
  public As2Receiver(InboundContext context, ReceiveLimits limits, ReceiveAsyncMdn mdns) {
    this.registry = context.registry();
    AccessCheck access = new AccessCheck(context);
    this.messages = new ReceiveMessage(context, limits, access);
    this.transfers = new RestartableTransfers(context, messages, access, this::receiveWhole);
    this.mdns = mdns;
    this.refusals = new RefusalLog(LOG, context.clock());
  }

  /** Lets go of transfers that broke off long ago; to be called now and again. */
  public void dropAgedTransfers() {
    try {
      transfers.dropAged();
    } catch (IOException e) {
      LOG.warn("old transfers could not be removed: {}", e.toString());
    }
  }

  @Override
  public boolean asksForCertificates() {
    return registry.get().partnerships().partnerships().stream()
        .anyMatch(partnership -> partnership.access().certificateAlias().isPresent());
  }

  @Override
  public Optional<As2Response> held(As2Request request) throws IOException {
    return transfers.held(request);
  }

  @Override
  public As2Response receive(As2Request request) throws IOException {
    return transfers.receive(request);
  }

  private As2Response receiveWhole(As2Request request) throws IOException {
    if (!MdnReader.mayBeMdn(request.headers())) {
      return messages.receive(request);
    }
    // nothing is read, nor asked for by 100-continue, for strangers or what is too large
    Optional<As2Response> refusal = mdns.refusal(request);
    if (refusal.isPresent()) {
      if (!MdnReader.isReport(request.headers())) {
        return messages.receive(request);
      }
      refusals.warn(
          "",
          "MDN from {} refused with status {}",
          request.remoteAddress(),
          refusal.get().status());
      return refusal.get();
    }
    // a multipart/signed body may be either: its first part tells, and is not consumed by looking
    InputStream body = new BufferedInputStream(request.body(), MdnReader.PEEK_BYTES);
    body.mark(MdnReader.PEEK_BYTES);
    byte[] start = body.readNBytes(MdnReader.PEEK_BYTES);
    body.reset();
    return MdnReader.isMdn(request.headers(), start)
        ? mdns.receive(request.headers(), body)
        : messages.receive(request.withBody(body, request.isJoined()));
  }
}
