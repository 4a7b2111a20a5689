package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Text;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MessageRecord;

/** Evidence and lists to save, under names that say what is in them. */
final class Downloads {
  private static final int MAX_STEM = 60;

  private final Gateway gateway;
  private final MessageActions actions;

  Downloads(Gateway gateway, MessageActions actions) {
    this.gateway = gateway;
    this.actions = actions;
  }

  /** Answers with the evidence of one message. */
  void evidence(Context context, MessageRecord message, boolean isWithPayload) throws IOException {
    begin(context, evidenceName(message));
    write(context, message, isWithPayload, context.outputStream());
  }

  /** Answers with the evidence of several messages, each a zip file in the zip file. */
  void evidence(Context context, List<MessageRecord> messages) throws IOException {
    begin(context, "evidence_" + day(actions.now()) + ".zip");
    Set<String> names = new HashSet<>();
    ZipOutputStream zip = new ZipOutputStream(context.outputStream());
    for (MessageRecord message : messages) {
      String name = evidenceName(message);
      zip.putNextEntry(new ZipEntry(names.add(name) ? name : message.id() + "_" + name));
      write(context, message, true, zip);
      zip.closeEntry();
    }
    zip.finish();
  }

  private void write(
      Context context, MessageRecord message, boolean isWithPayload, OutputStream out)
      throws IOException {
    actions.opened(Caller.of(context), "evidence-export", message);
    MessageEvidence.of(gateway, actions, message, isWithPayload).writeTo(out);
  }

  private static void begin(Context context, String name) {
    context.contentType("application/zip");
    context.header("Content-Disposition", attachment(name));
  }

  static String attachment(String filename) {
    return "attachment; filename*=UTF-8''" + Text.percentEncode(filename);
  }

  /** {@code USPSDTS_manifest_2026-11-28_evidence.zip}. */
  static String evidenceName(MessageRecord message) {
    boolean isIn = message.direction() == Direction.IN;
    String partner = isIn ? message.facts().from() : message.facts().to();
    String file = message.payloads().isEmpty() ? "" : message.payloads().get(0).filename();
    int dot = file.lastIndexOf('.');
    return List.of(
            partner.replaceAll("[^\\p{L}\\p{N}]", ""),
            stem(dot > 0 ? file.substring(0, dot) : file),
            day(message.state().createdAt()),
            "evidence.zip")
        .stream()
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("_"));
  }

  /** {@code messages_2026-11-28_failed.csv}. */
  String listName(MessageFilter filter, String extension) {
    String status =
        filter.filters(SearchKey.STATUS).stream()
            .map(one -> (one.isExcluded() ? "not-" : "") + String.join("-", one.values()))
            .collect(Collectors.joining("-"));
    String suffix = status.isEmpty() ? "" : "_" + stem(status);
    return "messages_" + day(actions.now()) + suffix + "." + extension;
  }

  private static String stem(String text) {
    String plain = text.replaceAll("[^\\p{L}\\p{N}._-]+", "-").replaceAll("^[.-]+|-+$", "");
    return plain.substring(0, Math.min(MAX_STEM, plain.length()));
  }

  private static String day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
  }
}
