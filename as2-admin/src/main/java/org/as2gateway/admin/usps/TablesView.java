package org.as2gateway.admin.usps;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.as2gateway.usps.layouts.CodeList;
import org.as2gateway.usps.layouts.Layout;
import org.as2gateway.usps.layouts.TableInfo;
import org.as2gateway.usps.layouts.UspsTables;
import org.as2gateway.usps.owners.MailerIds;
import org.jspecify.annotations.Nullable;

/**
 * The page Tables.
 *
 * @param lines the tables, layouts first
 * @param problems files in the home that are not used
 * @param mailerIds names of owners by mailer ID
 * @param midProblems lines of the file of mailer IDs that cannot be read
 * @param removed the mailer ID that was removed last
 * @param hasServiceTypes whether service type codes were imported
 * @param error why nothing was changed; null if nothing went wrong
 */
public record TablesView(
    List<Line> lines,
    List<String> problems,
    Map<String, String> mailerIds,
    List<String> midProblems,
    Removed removed,
    boolean hasServiceTypes,
    @Nullable String error) {
  /**
   * A table.
   *
   * @param info where it is from
   * @param path where it is shown
   * @param rows how many fields or codes it has
   * @param kind fields or codes
   */
  public record Line(TableInfo info, String path, int rows, String kind) {
    static Line of(Layout layout) {
      int fields = layout.records().stream().mapToInt(record -> record.fields().size()).sum();
      return new Line(layout.info(), path("layouts", layout.info()), fields, "fields");
    }

    static Line of(CodeList codes) {
      return new Line(codes.info(), path("codes", codes.info()), codes.rows().size(), "codes");
    }

    private static String path(String kind, TableInfo info) {
      String id = URLEncoder.encode(info.id(), StandardCharsets.UTF_8).replace("+", "%20");
      return UspsTab.TABLES.path() + "/" + kind + "/" + id;
    }
  }

  /**
   * A mailer ID that was removed and may be put back.
   *
   * @param mid empty if none was
   * @param owner its owner
   */
  public record Removed(String mid, String owner) {}

  static TablesView of(UspsTables tables, MailerIds ids, Removed removed) {
    List<Line> lines = new ArrayList<>();
    tables.layouts().values().forEach(layout -> lines.add(Line.of(layout)));
    tables.codes().values().forEach(codes -> lines.add(Line.of(codes)));
    boolean isGone = MailerIds.isMailerId(removed.mid()) && ids.owner(removed.mid()).isEmpty();
    return new TablesView(
        lines,
        tables.problems(),
        ids.owners(),
        ids.problems(),
        isGone ? removed : new Removed("", ""),
        !tables.codes("service-types").isEmpty(),
        null);
  }

  TablesView with(@Nullable String changed) {
    return new TablesView(
        lines, problems, mailerIds, midProblems, removed, hasServiceTypes, changed);
  }
}
