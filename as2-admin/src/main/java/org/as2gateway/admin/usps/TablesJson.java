package org.as2gateway.admin.usps;

import java.util.List;
import java.util.stream.Stream;
import org.as2gateway.admin.port.Description;
import org.as2gateway.usps.layouts.TableInfo;
import org.as2gateway.usps.layouts.UspsTables;

/**
 * The tables in use.
 *
 * @param tables layouts first
 * @param problems files in the home that could not be used
 */
@Description("Layouts and code lists in use.")
public record TablesJson(
    List<TableJson> tables,
    @Description("files in the home that could not be used") List<String> problems) {
  /** One table. */
  public record TableJson(
      @Description("name of its file") String id,
      @Description("layout or codes") String kind,
      String name,
      String edition,
      String source,
      @Description("A several sources or USPS itself, B one good source, C one source")
          String certainty,
      @Description("shipped, or the file in the home") String origin,
      @Description("fields or codes") int rows) {
    static TableJson of(TableInfo info, String kind, int rows) {
      return new TableJson(
          info.id(),
          kind,
          info.name(),
          info.edition(),
          info.source(),
          info.certainty(),
          info.origin(),
          rows);
    }
  }

  /** The document about those tables. */
  public static TablesJson of(UspsTables tables) {
    Stream<TableJson> layouts =
        tables.layouts().values().stream()
            .map(
                layout ->
                    TableJson.of(
                        layout.info(),
                        "layout",
                        layout.records().stream().mapToInt(r -> r.fields().size()).sum()));
    Stream<TableJson> codes =
        tables.codes().values().stream()
            .map(list -> TableJson.of(list.info(), "codes", list.rows().size()));
    return new TablesJson(Stream.concat(layouts, codes).toList(), tables.problems());
  }
}
