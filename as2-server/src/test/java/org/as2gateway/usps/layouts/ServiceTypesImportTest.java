package org.as2gateway.usps.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.as2gateway.usps.Workbooks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    return Files.write(
        Files.createTempFile(home, "Service_Type_Codes", ".xlsx"), Workbooks.of(rows));
  }
}
