package org.as2gateway.usps;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks for tests, written as ZIP files of XML, as ECMA-376 has them. */
public final class Workbooks {
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

  private Workbooks() {}

  /** A workbook with one sheet of these rows; text of two digits becomes a number. */
  @SafeVarargs
  public static byte[] of(List<String>... rows) throws IOException {
    ByteArrayOutputStream book = new ByteArrayOutputStream();
    StringBuilder sheet = new StringBuilder("<worksheet xmlns=\"" + MAIN + "\"><sheetData>");
    for (int r = 0; r < rows.length; r++) {
      sheet.append("<row r=\"").append(r + 1).append("\">");
      for (int c = 0; c < rows[r].size(); c++) {
        sheet.append(cell("" + (char) ('A' + c) + (r + 1), rows[r].get(c)));
      }
      sheet.append("</row>");
    }
    sheet.append("</sheetData></worksheet>");
    try (ZipOutputStream zip = new ZipOutputStream(book)) {
      put(zip, "[Content_Types].xml", TYPES);
      put(zip, "_rels/.rels", relation("officeDocument", "xl/workbook.xml"));
      put(zip, "xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml"));
      put(zip, "xl/workbook.xml", BOOK);
      put(zip, "xl/worksheets/sheet1.xml", sheet.toString());
    }
    return book.toByteArray();
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
}
