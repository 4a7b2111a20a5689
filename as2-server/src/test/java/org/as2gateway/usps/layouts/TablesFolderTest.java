package org.as2gateway.usps.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TablesFolderTest {
  @TempDir Path home;
  private TablesFolder folder;

  @BeforeEach
  void openFolder() throws IOException {
    Files.createDirectories(home.resolve("usps/layouts"));
    Files.createDirectories(home.resolve("usps/codes"));
    folder = new TablesFolder(home);
  }

  @Test
  void the_layouts_of_the_product_add_up() {
    UspsTables tables = folder.current();
    assertThat(tables.problems()).isEmpty();
    assertThat(tables.manifestVersions()).containsExactly("017", "020");
    Layout fixed = tables.manifest("017").orElseThrow();
    assertThat(fixed.record("H1").orElseThrow().length()).isEqualTo(130);
    assertThat(fixed.record("D1").orElseThrow().length()).isEqualTo(888);
    assertThat(fixed.record("D2").orElseThrow().length()).isEqualTo(500);
    fixed.records().forEach(TablesFolderTest::assertNoGap);
    Layout piped = tables.manifest("020").orElseThrow();
    assertThat(piped.record("H1").orElseThrow().fields()).hasSize(18);
    assertThat(piped.record("D1").orElseThrow().fields()).hasSize(86);
    assertThat(piped.record("C1").orElseThrow().fields()).hasSize(5);
    Layout extract = Objects.requireNonNull(tables.layouts().get("extract-015"));
    assertThat(extract.record("E").orElseThrow().length())
        .isEqualTo(392); // and a quote behind the last field
  }

  private static void assertNoGap(RecordLayout record) {
    int end = 0;
    for (Field field : record.fields()) {
      assertThat(field.start()).as("%s %s", record.id(), field).isEqualTo(end + 1);
      end = field.end();
    }
  }

  @Test
  void each_table_names_edition_source_and_certainty() {
    assertThat(folder.current().infos())
        .hasSizeGreaterThan(12)
        .allSatisfy(
            info -> {
              assertThat(info.edition()).isNotBlank();
              assertThat(info.source()).isNotBlank();
              assertThat(info.certainty()).isNotBlank();
              assertThat(info.isFromHome()).isFalse();
            });
  }

  @Test
  void a_file_in_the_home_replaces_a_table_without_a_restart() throws IOException {
    assertThat(folder.current().codes("mail-classes").has("ZZ")).isFalse();
    Path file = home.resolve("usps/codes/mail-classes.csv");
    Files.writeString(file, "# name: Classes\n# edition: 2027\ncode,text\nZZ,New class\n");
    CodeList classes = folder.current().codes("mail-classes");
    assertThat(classes.has("ZZ")).isTrue();
    assertThat(classes.has("PM")).isFalse();
    assertThat(classes.info().edition()).isEqualTo("2027");
    assertThat(classes.info().isFromHome()).isTrue();
    Files.delete(file);
    assertThat(folder.current().codes("mail-classes").has("PM")).isTrue();
  }

  @Test
  void a_layout_of_a_new_version_is_added() throws IOException {
    Files.writeString(
        home.resolve("usps/layouts/ssf-030.csv"),
        """
        # version: 030
        # form: pipe
        record,field,name,start,length,type,note
        H1,1,record id,,2,text,
        H1,2,electronic file number,,34,text,
        """);
    assertThat(folder.current().manifestVersions()).containsExactly("017", "020", "030");
  }

  @Test
  void a_table_that_is_not_right_is_reported_and_the_shipped_one_used() throws IOException {
    Files.writeString(home.resolve("usps/codes/mail-classes.csv"), "class,text\nPM,Priority\n");
    Files.writeString(
        home.resolve("usps/layouts/ssf-020.csv"),
        """
        # version: 020
        # form: pipe
        record,field,name,start,length,type,note
        H1,1,record id,,two,text,
        """);
    UspsTables tables = folder.current();
    assertThat(tables.problems())
        .hasSize(2)
        .anySatisfy(p -> assertThat(p).contains("mail-classes.csv").contains("expected 'code'"))
        .anySatisfy(p -> assertThat(p).contains("ssf-020.csv").contains("length is 'two'"));
    assertThat(tables.codes("mail-classes").has("PM")).isTrue();
    assertThat(tables.manifest("020").orElseThrow().record("D1")).isPresent();
  }
}
