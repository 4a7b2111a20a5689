package org.as2gateway.admin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.as2gateway.usps.files.CheckDigits;
import org.junit.jupiter.api.Test;

class SampleFilesTest {
  private final SampleManifest manifest =
      SampleManifest.at(LocalDateTime.of(2026, 11, 22, 23, 59, 58), 0);

  @Test
  void numbers_of_the_manifest_have_valid_check_digits_and_are_distinct() {
    assertThat(manifest.fileNumber()).hasSize(22).startsWith("92750" + SampleManifest.MAILER_ID);
    assertThat(CheckDigits.isMod10(manifest.fileNumber())).isTrue();
    assertThat(manifest.parcels())
        .allSatisfy(
            parcel -> {
              assertThat(parcel.pic()).hasSize(22);
              assertThat(CheckDigits.isMod10(parcel.pic())).isTrue();
              assertThat(parcel.barcode()).startsWith("420" + parcel.zip() + "92");
            });
    SampleManifest second = SampleManifest.at(LocalDateTime.of(2026, 11, 22, 23, 59, 58), 1);
    assertThat(
            Stream.concat(manifest.parcels().stream(), second.parcels().stream())
                .map(SampleParcel::pic))
        .hasSize(6)
        .doesNotHaveDuplicates();
    assertThat(second.fileNumber()).isNotEqualTo(manifest.fileNumber());
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
    assertThat(field(lines[0], 174, 175)).isEqualTo("03");
    assertThat(field(lines[0], 222, 229)).isEqualTo("20261122");
    assertThat(field(lines[0], 233, 236)).isEqualTo("2359");
    assertThat(field(lines[0], 285, 286)).isEqualTo("US");
    assertThat(field(lines[0], 384, 392)).isBlank();
  }

  @Test
  void answers_say_that_their_layout_is_invented() {
    SampleAnswers answers = new SampleAnswers(manifest);
    assertThat(answers.confirmation())
        .startsWith("INVENTED LAYOUT")
        .endsWith("\r\nFILE," + manifest.fileNumber() + ",,ACCEPTED,\r\n");
    assertThat(answers.rejection())
        .startsWith("INVENTED LAYOUT")
        .contains(manifest.parcels().get(0).pic() + ",REJECTED,CHECK DIGIT ERROR");
  }

  private static String field(String line, int first, int last) {
    return line.substring(first - 1, last);
  }
}
