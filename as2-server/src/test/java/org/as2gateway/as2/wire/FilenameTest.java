package org.as2gateway.as2.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilenameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "attachment; filename=manifest.dat             | manifest.dat",
        "attachment; filename=\"a b.dat\"              | a b.dat",
        "attachment; filename=\"\"a.dat\"\"            | a.dat",
        "attachment; FileName=\"a.dat\"; size=12       | a.dat",
        "attachment; filename=\"a;b.dat\"              | a;b.dat",
        "attachment; filename=\"a\\\"b\\\\c.dat\"      | a\"b\\c.dat",
        "attachment; filename=first.dat; filename=2nd  | first.dat",
        "attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe  | Grüße",
        "attachment; filename*=ISO-8859-1'de'Gr%FC%DFe | Grüße",
        "attachment; filename*=no-such'x'Gr%C3%BC      | Grü",
        "attachment; filename*=utf-8''100%             | 100%",
        "attachment; filename*0=a-; filename*1=b.dat   | a-b.dat",
        "attachment; filename*1=b.dat; filename*0=a-   | a-b.dat",
        "attachment; filename*0*=UTF-8''%C3%BC; filename*1=%41 | ü%41",
        "attachment; filename=\"=?UTF-8?B?R3LDvMOfZQ==?=\" | Grüße",
        "attachment; filename=\"=?iso-8859-1?q?Gr=FC=DFe_1.txt?=\" | Grüße 1.txt",
        "attachment; filename=\"=?UTF-8?Q?a?= =?UTF-8?Q?b?=\" | ab",
        "attachment; filename=\"=?UTF-8?B?A?=\"        | =?UTF-8?B?A?=",
        "inline; filename=\"../../etc/passwd\"         | ../../etc/passwd",
      })
  void reads_every_form_of_the_field(String disposition, String expected) {
    Headers headers = Headers.of("Content-Disposition", disposition.strip());

    assertThat(Filename.of(headers)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"attachment", "attachment; filename", "attachment; filename=\"\"", "; =x", ""})
  void a_field_without_a_name_gives_none(String disposition) {
    assertThat(Filename.of(Headers.of("Content-Disposition", disposition))).isEmpty();
  }

  @Test
  void the_name_of_the_content_type_serves_where_there_is_no_other() {
    Headers typeOnly = Headers.of("Content-Type", "text/plain; name=\"t.txt\"");
    Headers both = typeOnly.with("Content-Disposition", "attachment; filename=d.txt");

    assertThat(Filename.of(typeOnly)).hasValue("t.txt");
    assertThat(Filename.of(both)).hasValue("d.txt");
    assertThat(Filename.of(Headers.empty())).isEmpty();
  }

  @Test
  void raw_octets_are_taken_for_utf_8_where_they_are() {
    String utf8 = new String("Grüße".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

    for (String raw : List.of(utf8, "Grüße")) {
      Headers headers = Headers.of("Content-Disposition", "attachment; filename=" + raw);
      assertThat(Filename.of(headers)).hasValue("Grüße");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.dat", "a b.dat", "Grüße.txt", "a\"b\\c.dat", "50%;x.dat", "日本.dat"})
  void what_is_written_is_read_again(String name) {
    String written = Filename.attachment(name);

    assertThat(written).matches("[\\x20-\\x7e]+");
    assertThat(Filename.of(Headers.of("Content-Disposition", written))).hasValue(name);
  }
}
