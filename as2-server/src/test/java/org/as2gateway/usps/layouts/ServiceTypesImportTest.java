package org.as2gateway.usps.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workbooks are written here as ZIP files of XML, as ECMA-376 has them. */
final class ServiceTypesImportTest {
  @TempDir Path home;

  @Test
  void codes_are_taken_from_the_published_columns() throws IOException {
    Path book =
        workbook(
            List.of("Appendix I", "", ""),
            List.of("STC", "Full Description", "Class of  Mail", "Extra Service Code 1"),
            List.of("055", "Priority Mail with USPS Tracking", "PM", "920"),
            List.of("n/a", "nothing", "", ""),
            List.of("21", "First-Class, Signature \"X\"", "FC", "921"));
    ServiceTypesImport.Result result = ServiceTypesImport.run(book, home);
    assertThat(result.codes()).isEqualTo(2);
    assertThat(result.skipped()).isEqualTo(1);
    UspsTables tables = new TablesFolder(home).current();
    assertThat(tables.problems()).isEmpty();
    CodeList codes = tables.codes("service-types");
    assertThat(codes.value("055", "class")).isEqualTo("PM");
    assertThat(codes.value("021", "text")).isEqualTo("First-Class, Signature \"X\"");
    assertThat(codes.value("021", "extra-service-1")).isEqualTo("921");
    assertThat(codes.info().source()).contains(String.valueOf(book.getFileName()));
  }

  @Test
  void a_file_that_is_no_such_workbook_changes_nothing() throws IOException {
    Path other = workbook(List.of("Name", "ZIP"), List.of("A", "20260"));
    assertThatThrownBy(() -> ServiceTypesImport.run(other, home))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column 'STC'");
    Path text = Files.writeString(home.resolve("codes.xlsx"), "STC,055");
    assertThatThrownBy(() -> ServiceTypesImport.run(text, home))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Excel workbook");
    assertThat(home.resolve("usps/codes/service-types.csv")).doesNotExist();
  }

  @SafeVarargs
  private Path workbook(List<String>... rows) throws IOException {
    Path file = Files.createTempFile(home, "Service_Type_Codes", ".xlsx");
    StringBuilder sheet = new StringBuilder("<worksheet xmlns=\"" + MAIN + "\"><sheetData>");
    for (int r = 0; r < rows.length; r++) {
      sheet.append("<row r=\"").append(r + 1).append("\">");
      for (int c = 0; c < rows[r].size(); c++) {
        sheet.append(cell("" + (char) ('A' + c) + (r + 1), rows[r].get(c)));
      }
      sheet.append("</row>");
    }
    sheet.append("</sheetData></worksheet>");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "[Content_Types].xml", TYPES);
      put(zip, "_rels/.rels", relation("officeDocument", "xl/workbook.xml"));
      put(zip, "xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml"));
      put(zip, "xl/workbook.xml", BOOK);
      put(zip, "xl/worksheets/sheet1.xml", sheet.toString());
    }
    return file;
  }

  private static String cell(String place, String value) {
    if (value.matches("[0-9]{2}")) {
      return "<c r=\"" + place + "\"><v>" + value + "</v></c>";
    }
    return "<c r=\"%s\" t=\"inlineStr\"><is><t>%s</t></is></c>".formatted(place, value);
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static String relation(String type, String target) {
    return "<Relationships xmlns=\""
        + "http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\""
        + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        + type
        + "\" Target=\""
        + target
        + "\"/></Relationships>";
  }

  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String BOOK =
      "<workbook xmlns=\""
          + MAIN
          + "\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
          + "<sheets><sheet name=\"Codes\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
  private static final String TYPES =
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override"
          + " PartName=\"/xl/workbook.xml\" ContentType=\""
          + "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override"
          + " PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\""
          + "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>";
}
