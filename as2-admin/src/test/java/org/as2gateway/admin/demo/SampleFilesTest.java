package org.as2gateway.admin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleFilesTest {
  private final SampleManifest manifest =
      SampleManifest.at(LocalDateTime.of(2026, 11, 22, 23, 59, 58));

  @Test
  void check_digit_agrees_with_a_printed_example() {
    assertThat(CheckDigit.append("920559016491731275108")).isEqualTo("9205590164917312751089");
    assertThat(CheckDigit.isValid("9205590164917312751089")).isTrue();
    assertThat(CheckDigit.isValid("9205590164917312751088")).isFalse();
    assertThat(CheckDigit.isValid("9205590164917312751098")).isFalse();
  }

  @Test
  void numbers_of_the_manifest_have_valid_check_digits_and_are_distinct() {
    assertThat(manifest.fileNumber()).hasSize(22).startsWith("92750" + SampleManifest.MAILER_ID);
    assertThat(CheckDigit.isValid(manifest.fileNumber())).isTrue();
    assertThat(manifest.parcels())
        .allSatisfy(
            parcel -> {
              assertThat(parcel.pic()).hasSize(22);
              assertThat(CheckDigit.isValid(parcel.pic())).isTrue();
              assertThat(parcel.barcode()).startsWith("420" + parcel.zip() + "92");
            });
    assertThat(manifest.parcels()).extracting(SampleParcel::pic).doesNotHaveDuplicates();
  }

  @Test
  void manifest_has_18_and_86_fields_and_counts_its_records() {
    assertThat(manifest.text()).endsWith("\r\n").doesNotContain("|\r\n|");
    List<String> lines = List.of(manifest.text().split("\r\n"));
    assertThat(lines).hasSize(4);
    String[] header = lines.get(0).split("\\|", -1);
    assertThat(header).hasSize(18);
    assertThat(header[0]).isEqualTo("H1");
    assertThat(header[3]).isEqualTo("20261122");
    assertThat(header[12]).isEqualTo("020");
    assertThat(header[16]).isEqualTo("000000004");
    for (String line : lines.subList(1, 4)) {
      String[] detail = line.split("\\|", -1);
      assertThat(detail).hasSize(86);
      assertThat(detail[1]).contains("92" + detail[3]).startsWith("420" + detail[5]);
    }
  }

  @Test
  void extract_has_its_fields_at_the_published_positions() {
    String[] lines = new SampleAnswers(manifest).extract().split("\r\n");
    assertThat(lines).hasSize(3);
    SampleParcel first = manifest.parcels().get(0);
    assertThat(lines[0]).hasSize(393);
    assertThat(field(lines[0], 2, 4)).isEqualTo("015");
    assertThat(field(lines[0], 8, 41)).startsWith(first.barcode());
    assertThat(field(lines[0], 45, 78)).startsWith(manifest.fileNumber());
    assertThat(field(lines[0], 174, 175)).isEqualTo("MA");
    assertThat(field(lines[0], 222, 229)).isEqualTo("20261122");
    assertThat(field(lines[0], 233, 236)).isEqualTo("2359");
    assertThat(field(lines[0], 285, 286)).isEqualTo("US");
    assertThat(field(lines[0], 384, 392)).isBlank();
  }

  @Test
  void confirmation_names_the_file_and_its_records() {
    assertThat(new SampleAnswers(manifest).confirmation())
        .isEqualTo(
            "900000017," + manifest.fileNumber() + ",20261122,235958,38101,20261122,3,0,3\r\n");
  }

  private static String field(String line, int first, int last) {
    return line.substring(first - 1, last);
  }
}
