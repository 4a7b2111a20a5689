package org.as2gateway.usps.layouts;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.as2gateway.registry.certs.SafeFile;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/**
 * Takes the service type codes out of the workbook that USPS publishes on PostalPro ({@code
 * Service_Type_Codes_Appendix_I_MMDDYYYY.xlsx}) into {@code usps/codes/service-types.csv} of the
 * home. The list is never shipped: USPS changes it several times a year.
 */
public final class ServiceTypesImport {
  /** The largest workbook that is read. */
  public static final long MOST_BYTES = 16L << 20;

  private static final int MOST_ROWS = 20_000;
  private static final String STC = "stc";

  /** Heading in the workbook, in lower case, and the column of the table. */
  private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put(STC, "code");
    COLUMNS.put("full description", "text");
    COLUMNS.put("class of mail", "class");
    COLUMNS.put("banner text", "banner");
    for (int i = 1; i <= 5; i++) {
      COLUMNS.put("extra service code " + i, "extra-service-" + i);
    }
    COLUMNS.put("cs y/n", "cs");
    COLUMNS.put("evs y/n", "evs");
  }

  /**
   * What was imported.
   *
   * @param file where the table is now
   * @param codes how many codes it has
   * @param sheet name of the sheet they came from
   * @param skipped rows without a code of three digits
   */
  public record Result(Path file, int codes, String sheet, int skipped) {}

  private final Map<String, List<String>> rows = new TreeMap<>();
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private int read;
  private int skipped;

  private ServiceTypesImport() {}

  /**
   * Imports a workbook; an earlier list is replaced.
   *
   * @throws IllegalArgumentException if it is no such workbook; nothing is changed
   * @throws IOException if it cannot be read, or the table not be written
   */
  public static Result run(Path workbook, Path home) throws IOException {
    if (Files.size(workbook) > MOST_BYTES) {
      throw new IllegalArgumentException(
          "the workbook has "
              + Files.size(workbook)
              + " bytes, expected at most "
              + MOST_BYTES
              + ": choose the list of service type codes");
    }
    ServiceTypesImport list = new ServiceTypesImport();
    String sheet = list.read(workbook);
    Path file = home.resolve("usps").resolve("codes").resolve("service-types.csv");
    Files.createDirectories(file.getParent());
    String text = list.table(String.valueOf(workbook.getFileName()));
    SafeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    return new Result(file, list.rows.size(), sheet, list.skipped);
  }

  private String read(Path workbook) throws IOException {
    requireWorkbook(workbook);
    try (ReadableWorkbook book = new ReadableWorkbook(workbook.toFile())) {
      for (Sheet sheet : book.getSheets().toList()) {
        places.clear();
        try (Stream<Row> lines = sheet.openStream()) {
          lines.forEach(this::take);
        }
        if (!rows.isEmpty()) {
          return sheet.getName();
        }
      }
    } catch (ExcelReaderException | ZipException | IllegalStateException e) {
      throw new IllegalArgumentException(
          "the file cannot be read as an Excel workbook (.xlsx): " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(
        "no sheet has a column 'STC' with codes of three digits, expected the workbook"
            + " Service_Type_Codes_Appendix_I_….xlsx from PostalPro");
  }

  private static void requireWorkbook(Path workbook) throws IOException {
    try (InputStream bytes = Files.newInputStream(workbook)) {
      if (!ReadableWorkbook.isOOXMLZipHeader(bytes.readNBytes(4))) {
        throw new IllegalArgumentException(
            "the file is no Excel workbook (.xlsx): choose the one from PostalPro; an older .xls"
                + " has to be saved as .xlsx first");
      }
    }
  }

  private void take(Row row) {
    if (++read > MOST_ROWS) {
      throw new IllegalArgumentException(
          "the workbook has more than " + MOST_ROWS + " rows, expected some hundreds");
    }
    if (places.isEmpty()) {
      headings(row);
      return;
    }
    String code = cell(row, STC);
    if (code.matches("[0-9]{1,2}")) {
      code = "0".repeat(3 - code.length()) + code; // a number cell drops the zeros in front
    }
    if (!code.matches("[0-9]{3}")) {
      skipped += code.isEmpty() ? 0 : 1;
      return;
    }
    List<String> values = new ArrayList<>();
    COLUMNS.keySet().forEach(heading -> values.add(cell(row, heading)));
    values.set(0, code);
    rows.putIfAbsent(code, values);
  }

  private void headings(Row row) {
    Map<String, Integer> found = new LinkedHashMap<>();
    for (int i = 0; i < row.getCellCount(); i++) {
      String heading =
          text(row, i).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").replace(" / ", "/");
      if (COLUMNS.containsKey(heading)) {
        found.putIfAbsent(heading, i);
      }
    }
    if (found.containsKey(STC)) {
      places.putAll(found);
    }
  }

  private String cell(Row row, String heading) {
    return Optional.ofNullable(places.get(heading)).map(place -> text(row, place)).orElse("");
  }

  private static String text(Row row, int place) {
    return place < row.getCellCount() && row.hasCell(place) ? row.getCellText(place).strip() : "";
  }

  private String table(String source) throws IOException {
    StringWriter text = new StringWriter();
    String name = source.replaceAll("[\\r\\n]", " ");
    text.append("# name: Service type codes\n");
    text.append("# edition: ").append(name).append('\n');
    text.append("# source: imported from USPS's workbook '").append(name).append("'\n");
    text.append("# certainty: A\n");
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(COLUMNS.values());
      rows.values().forEach(csv::writeRecord);
    }
    return text.toString();
  }
}
