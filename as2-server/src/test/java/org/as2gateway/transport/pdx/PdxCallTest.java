package org.as2gateway.transport.pdx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.as2gateway.transport.pdx.synthetic.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PdxCallTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "pdx.md");

  @ParameterizedTest
  @EnumSource(PdxCall.class)
  void each_call_is_documented_with_its_certainty_and_parameters(PdxCall call) throws IOException {
    List<String> lines = Files.readAllLines(DOCUMENT);
    String row =
        lines.stream()
            .filter(line -> line.startsWith("| " + call.title() + " |"))
            .findFirst()
            .orElseThrow();
    assertThat(row)
        .contains("`" + call.method() + " " + call.path() + "` | " + call.certainty().text());
    for (PdxField field : call.fields()) {
      assertThat(row).contains("`" + field.name() + "`").contains(field.certainty().text());
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void each_fault_is_documented(Fault fault) throws IOException {
    assertThat(Files.readString(DOCUMENT)).contains("`" + fault.text() + "`");
  }

  @Test
  void recognizes_the_call_of_a_request() {
    assertThat(PdxCall.of("POST", "/api/manifests")).hasValue(PdxCall.UPLOAD);
    assertThat(PdxCall.of("GET", "/api/manifests")).hasValue(PdxCall.UPLOADED);
    assertThat(PdxCall.of("GET", "/api/outbound-files/17")).hasValue(PdxCall.DOWNLOAD);
    assertThat(PdxCall.DOWNLOAD.id("/api/outbound-files/17")).hasValue("17");
    assertThat(PdxCall.of("GET", "/api/outbound-files/")).isEmpty();
    assertThat(PdxCall.of("GET", "/api/outbound-files/1/2")).isEmpty();
    assertThat(PdxCall.of("DELETE", "/api/manifests")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = PdxCall.class,
      names = {"UPLOAD", "EXTRACTS", "UPLOADED"})
  void each_list_and_upload_names_its_environment_once(PdxCall call) {
    assertThat(call.fields()).filteredOn(f -> f.name().equals(PdxCall.ENVIRONMENT)).hasSize(1);
  }
}
