package org.as2gateway.admin.messages;

import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.port.Json;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessagePage;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages as design.md §6 writes them. A value that is absent is null, never left out. */
public final class MessageJson {
  private MessageJson() {}

  static ObjectNode page(MessagePage page, Map<String, String> repeats) {
    ObjectNode json = Json.object();
    ArrayNode messages = json.putArray("messages");
    page.messages().forEach(message -> messages.add(message(message, repeats.get(message.id()))));
    json.put("next", page.next());
    return json;
  }

  /**
   * One message.
   *
   * @param repeatOf the message whose content it repeats; null if it repeats none
   */
  public static ObjectNode message(MessageRecord message, @Nullable String repeatOf) {
    Optional<PayloadRecord> first = message.payloads().stream().findFirst();
    ObjectNode json = Json.object();
    json.put("id", message.id());
    json.put("direction", message.direction().text());
    json.put("status", message.status().text());
    json.put("partnership", emptyAsNull(message.partnership()));
    json.put("from", message.as2().from());
    json.put("to", message.as2().to());
    json.put("messageId", emptyAsNull(message.as2().messageId()));
    json.put("filename", first.map(PayloadRecord::filename).orElse(null));
    json.put("subject", message.as2().subject());
    json.put("contentType", first.map(PayloadRecord::contentType).orElse(null));
    json.put("bytes", first.map(PayloadRecord::bytes).orElse(null));
    json.put("sha256", first.map(PayloadRecord::sha256).orElse(null));
    json.put("signed", message.as2().isSigned());
    json.put("encrypted", message.as2().isEncrypted());
    json.put("compressed", message.as2().isCompressed());
    addReceipt(json, message);
    json.put("repeatOf", repeatOf);
    ArrayNode payloads = json.putArray("payloads");
    message.payloads().forEach(payload -> payloads.add(payload(payload)));
    return json;
  }

  private static void addReceipt(ObjectNode json, MessageRecord message) {
    json.put("mic", message.as2().mic() == null ? null : message.as2().mic().base64());
    json.put(
        "micAlgorithm",
        message.as2().mic() == null ? null : message.as2().mic().algorithm().wireName());
    json.put("disposition", message.as2().disposition());
    json.put("mdn", message.as2().mdn().text());
    json.put("error", message.error());
    json.put("reason", code(message.reason()));
    json.put("attempts", message.state().attempts());
    json.put("createdAt", Json.time(message.state().createdAt()));
    json.put("updatedAt", Json.time(message.state().updatedAt()));
    json.put("nextAttemptAt", Json.time(message.state().nextAttemptAt()));
  }

  private static ObjectNode payload(PayloadRecord payload) {
    ObjectNode json = Json.object();
    json.put("filename", payload.filename());
    json.put("contentType", payload.contentType());
    json.put("bytes", payload.bytes());
    json.put("sha256", payload.sha256());
    return json;
  }

  static ObjectNode event(MessageEvent event) {
    ObjectNode json = Json.object();
    json.put("at", Json.time(event.at()));
    json.put("kind", event.kind().text());
    json.put("httpStatus", event.httpStatus());
    json.put("reason", code(event.reason()));
    json.put("detail", event.detail());
    return json;
  }

  static @Nullable String code(@Nullable Reason reason) {
    return reason == null ? null : reason.code();
  }

  private static @Nullable String emptyAsNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
