package org.as2gateway.admin.messages;

import java.time.Clock;
import java.util.List;
import org.as2gateway.Gateway;
import org.as2gateway.admin.evidence.EntryWriter;
import org.as2gateway.admin.evidence.EvidenceBundle;
import org.as2gateway.admin.page.Document;
import org.as2gateway.admin.port.Json;
import org.as2gateway.store.log.MessageRecord;

/** The evidence of one message, with what the API and the page say of it. */
public final class MessageEvidence {
  private MessageEvidence() {}

  /** Writes the bundle of a message with its payload, if that is still kept. */
  public static EntryWriter of(Gateway gateway, Clock clock, MessageRecord message) {
    return of(gateway, new MessageActions(gateway, clock), message, true);
  }

  static EntryWriter of(
      Gateway gateway, MessageActions actions, MessageRecord message, boolean isWithPayload) {
    return out -> {
      String id = message.id();
      EvidenceBundle.Source source =
          new EvidenceBundle.Source(
              message,
              Json.tree(MessageJson.of(message, MessageRelations.of(gateway, List.of(message)))),
              Json.tree(EventsJson.of(gateway.messages().events(id))),
              Document.html("messages/prooffile", ProofView.of(actions, message)),
              gateway.messages(),
              index -> gateway.payload(id, index),
              () -> gateway.coveredContent(id),
              gateway.evidence());
      new EvidenceBundle(source, isWithPayload, actions.now()).writeTo(out);
    };
  }
}
