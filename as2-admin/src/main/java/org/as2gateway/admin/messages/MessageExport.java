package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Csv;
import org.as2gateway.admin.page.Format;
import org.as2gateway.admin.port.Json;
import org.as2gateway.registry.Registry;
import org.as2gateway.store.log.MessagePage;
import org.as2gateway.store.log.MessageQuery.Effort;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.jspecify.annotations.Nullable;

/** A list of messages to take along, as it is filtered, page by page. */
public final class MessageExport {
  private static final int PAGE = 500;
  private static final int MAX_ROWS = 100_000;
  private static final Effort EFFORT = new Effort(50_000, Duration.ZERO);
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "created",
          "updated",
          "direction",
          "status",
          "partnership",
          "from",
          "to",
          "messageId",
          "subject",
          "filename",
          "bytes",
          "sha256",
          "mdn",
          "disposition",
          "error",
          "attempts");

  private final Gateway gateway;

  MessageExport(Gateway gateway) {
    this.gateway = gateway;
  }

  /** Writes one message. */
  private interface Row {
    void write(Writer out, MessageRecord message, @Nullable String repeatOf, boolean isFirst)
        throws IOException;
  }

  void csv(Context context) throws IOException {
    context.contentType("text/csv; charset=utf-8");
    context.header("Content-Disposition", "attachment; filename=\"messages.csv\"");
    Writer out = writer(context);
    out.write(String.join(",", COLUMNS) + "\r\n");
    each(context, out, (writer, message, repeatOf, isFirst) -> writer.write(line(message)));
    out.flush();
  }

  void json(Context context) throws IOException {
    context.contentType("application/json");
    context.header("Content-Disposition", "attachment; filename=\"messages.json\"");
    Writer out = writer(context);
    out.write("[\n");
    each(
        context,
        out,
        (writer, message, repeatOf, isFirst) ->
            writer.write((isFirst ? "" : ",\n") + Json.text(MessageJson.of(message, repeatOf))));
    out.write("\n]\n");
    out.flush();
  }

  private static Writer writer(Context context) {
    return new BufferedWriter(
        new OutputStreamWriter(context.outputStream(), StandardCharsets.UTF_8));
  }

  private void each(Context context, Writer out, Row row) throws IOException {
    MessageFilter filter = MessageFilter.of(context);
    Registry registry = gateway.registry();
    @Nullable String cursor = null;
    int rows = 0;
    do {
      MessagePage page = gateway.messages().search(filter.query(registry, cursor, PAGE, EFFORT));
      Map<String, String> repeats =
          gateway
              .replays()
              .repeats(page.messages().stream().map(MessageRecord::id).collect(Collectors.toSet()));
      for (MessageRecord message : page.messages()) {
        row.write(out, message, repeats.get(message.id()), rows++ == 0);
      }
      cursor = page.next();
    } while (cursor != null && rows < MAX_ROWS);
  }

  private static String line(MessageRecord m) {
    PayloadRecord payload = m.payloads().isEmpty() ? null : m.payloads().get(0);
    return Csv.line(
        m.id(),
        Format.iso(m.state().createdAt()),
        Format.iso(m.state().updatedAt()),
        m.direction().text(),
        m.status().text(),
        m.partnership(),
        m.as2().from(),
        m.as2().to(),
        m.as2().messageId(),
        m.as2().subject(),
        payload == null ? null : payload.filename(),
        payload == null ? null : payload.bytes(),
        payload == null ? null : payload.sha256(),
        m.as2().mdn().text(),
        m.as2().disposition(),
        m.error(),
        m.state().attempts());
  }
}
