package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.as2gateway.Gateway;
import org.as2gateway.admin.page.Csv;
import org.as2gateway.admin.page.Format;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.store.log.As2Facts;
import org.as2gateway.store.log.MessagePage;
import org.as2gateway.store.log.MessageQuery;
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
          "attempts",
          "file",
          "files",
          "transport");

  private final Gateway gateway;
  private final MessageActions actions;
  private final Downloads downloads;

  MessageExport(Gateway gateway, MessageActions actions, Downloads downloads) {
    this.gateway = gateway;
    this.actions = actions;
    this.downloads = downloads;
  }

  /** Writes one message. */
  private interface Row {
    void write(Writer out, MessageRecord message, MessageRelations relations, boolean isFirst)
        throws IOException;
  }

  void csv(Context context) throws IOException {
    MessageQuery query = begin(context, "csv", "text/csv; charset=utf-8");
    Writer out = writer(context);
    out.write(String.join(",", COLUMNS) + "\r\n");
    each(query, out, (writer, message, relations, isFirst) -> writer.write(lines(message)));
    out.flush();
  }

  void json(Context context) throws IOException {
    MessageQuery query = begin(context, "json", "application/json");
    Writer out = writer(context);
    out.write("[\n");
    each(
        query,
        out,
        (writer, message, relations, isFirst) ->
            writer.write((isFirst ? "" : ",\n") + Json.text(MessageJson.of(message, relations))));
    out.write("\n]\n");
    out.flush();
  }

  /** A filter that was not understood gets no file at all. */
  private MessageQuery begin(Context context, String extension, String contentType) {
    MessageFilter filter = MessageFilter.of(context);
    FilteredList list = new FilteredList(filter, gateway.registry(), actions.now(), EFFORT);
    if (!list.problems().isEmpty()) {
      throw new ProblemException(400, String.join(" ", list.problems()));
    }
    context.contentType(contentType);
    context.header(
        "Content-Disposition", Downloads.attachment(downloads.listName(filter, extension)));
    return list.query();
  }

  private static Writer writer(Context context) {
    return new BufferedWriter(
        new OutputStreamWriter(context.outputStream(), StandardCharsets.UTF_8));
  }

  private void each(MessageQuery query, Writer out, Row row) throws IOException {
    @Nullable String cursor = null;
    int rows = 0;
    do {
      MessagePage page = gateway.messages().search(query.from(cursor, PAGE));
      MessageRelations relations = MessageRelations.of(gateway, page.messages());
      for (MessageRecord message : page.messages()) {
        row.write(out, message, relations, rows++ == 0);
      }
      cursor = page.next();
    } while (cursor != null && rows < MAX_ROWS);
  }

  /** A line for each file. What is counted for the message stands in its first line only. */
  static String lines(MessageRecord message) {
    if (message.payloads().isEmpty()) {
      return line(message, null, 1);
    }
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < message.payloads().size(); i++) {
      lines.append(line(message, message.payloads().get(i), i + 1));
    }
    return lines.toString();
  }

  private static String line(MessageRecord m, @Nullable PayloadRecord payload, int number) {
    return Csv.line(
        m.id(),
        Format.iso(m.state().createdAt()),
        Format.iso(m.state().updatedAt()),
        m.direction().text(),
        m.status().text(),
        m.partnership(),
        m.facts().from(),
        m.facts().to(),
        m.messageId(),
        m.findAs2().map(As2Facts::subject).orElse(null),
        payload == null ? null : payload.filename(),
        payload == null ? null : payload.bytes(),
        payload == null ? null : payload.sha256(),
        m.findAs2().map(as2 -> as2.mdn().text()).orElse(null),
        m.findAs2().map(As2Facts::disposition).orElse(null),
        m.error(),
        number == 1 ? m.state().attempts() : null,
        payload == null ? null : number,
        number == 1 ? m.payloads().size() : null,
        m.transport().text());
  }
}
