package org.as2gateway.transport.as2.receive;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.as2.smime.ReadOutcome;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.cem.CemInbox;
import org.as2gateway.registry.cem.UnreadableCemException;
import org.as2gateway.registry.partnerships.Partnership;

/** Tells certificate exchange messages from those for the inbox, and has them read. */
final class CemMail {
  private final CemInbox inbox;
  private final Supplier<Registry> registry;

  CemMail(CemInbox inbox, Supplier<Registry> registry) {
    this.inbox = inbox;
    this.registry = registry;
  }

  /**
   * Reads a verified message.
   *
   * @return what to note in the transaction that accepts it; empty if it is none of these
   * @throws UnreadableCemException if it is one that does not say what it must
   */
  Optional<Runnable> open(
      String id,
      Instant receivedAt,
      Partnership partnership,
      Stage stage,
      ReadOutcome.Opened opened)
      throws UnreadableCemException, IOException {
    if (!CemInbox.isCem(opened.payloads().get(0).contentType())) {
      return Optional.empty();
    }
    List<Octets> payloads = new ArrayList<>();
    for (int i = 0; i < opened.payloads().size(); i++) {
      try (InputStream in = stage.reopenPayload(i)) {
        payloads.add(Octets.of(in.readNBytes(CemInbox.MAX_BYTES + 1)));
      }
    }
    Optional<String> answered =
        partnership
            .receiver()
            .as2Id()
            .flatMap(
                us ->
                    partnership
                        .sender()
                        .as2Id()
                        .flatMap(them -> registry.get().partnerships().between(us, them)))
            .map(Partnership::name);
    return Optional.of(
        inbox.open(
            new CemInbox.Envelope(
                id, partnership.name(), answered, receivedAt, opened.layers().isSigned()),
            payloads));
  }
}
