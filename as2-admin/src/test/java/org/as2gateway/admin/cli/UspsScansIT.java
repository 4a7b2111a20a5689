package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.as2gateway.usps.files.ExtractLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code usps scans}, which needs no gateway. */
final class UspsScansIT {
  private static final String PIC = "92612999999999000000001024";

  @TempDir Path home;

  @Test
  void the_summary_is_one_document() throws IOException {
    Path file =
        file(
            ExtractLines.SAMPLE
                + "\r\n"
                + ExtractLines.line(PIC, "XY", "NEW THING", "20260119", "0900")
                + "\r\n"
                + ExtractLines.line(PIC, "MA", "MANIFEST", "20260115", "1830")
                + "\r\nnot an event\r\n");
    ShellRun run = ShellRun.of(home, "usps", "scans", file, "--json");
    assertThat(run.status()).isZero();
    JsonNode json = JsonMapper.shared().readTree(run.out());
    assertThat(json.propertyNames())
        .startsWith("version", "events", "pieces", "byGroup", "unknownCodes");
    assertThat(json.path("version").asString()).isEqualTo("015");
    assertThat(json.path("events").asLong()).isEqualTo(3);
    assertThat(json.path("pieces").asLong()).isEqualTo(1);
    assertThat(json.path("byGroup").toString())
        .isEqualTo("{\"delivered\":1,\"pre-shipment\":1,\"other\":1}");
    assertThat(json.path("unknownCodes").toString()).isEqualTo("{\"XY\":1}");
    assertThat(json.path("unreadable").asLong()).isEqualTo(1);
    assertThat(json.path("unreadableLines").path(0).path("text").asString())
        .isEqualTo("not an event");
  }

  @Test
  void people_read_groups_dates_and_what_could_not_be_read() throws IOException {
    Path file =
        file(
            ExtractLines.SAMPLE
                + "\n"
                + ExtractLines.line(PIC, "XY", "NEW THING", "20260119", "0900")
                + "\nnot an event\n");
    ShellRun run = ShellRun.of(home, "usps", "scans", file);
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("extract 015, 2 events of 1 pieces")
        .contains("from 2026-01-18 to 2026-01-19, local to the facilities, not converted")
        .containsPattern("delivered +1")
        .contains("code 'XY' is not in the table of event codes: 1 events in group other")
        .contains("1 lines could not be read")
        .contains("line 3: it has 12 characters")
        .contains("not an event");
  }

  @Test
  void the_older_form_is_read_as_far_as_it_is_known() throws IOException {
    ShellRun run =
        ShellRun.of(
            home,
            "usps",
            "scans",
            file(ExtractLines.legacy("9205599999999900001012", "\"X\"")),
            "--json");
    JsonNode json = JsonMapper.shared().readTree(run.out());
    assertThat(json.path("version").asString()).isEqualTo("legacy");
    assertThat(json.path("events").asLong()).isEqualTo(1);
    assertThat(json.path("byGroup").toString()).isEqualTo("{\"other\":1}");
    assertThat(json.path("unknownCodes").toString()).isEqualTo("{}");
  }

  @Test
  void a_file_that_is_no_extract_has_the_unknown_version() throws IOException {
    ShellRun run = ShellRun.of(home, "usps", "scans", file("hello\n"), "--json");
    assertThat(run.status()).isZero();
    JsonNode json = JsonMapper.shared().readTree(run.out());
    assertThat(json.path("version").asString()).isEqualTo("unknown");
    assertThat(json.path("events").asLong()).isZero();
  }

  @Test
  void codes_of_the_home_are_used() throws IOException {
    Files.createDirectories(home.resolve("usps/codes"));
    Files.writeString(
        home.resolve("usps/codes/event-codes.csv"), "code,text,group\n01,Delivered,done\n");
    ShellRun run = ShellRun.of(home, "usps", "scans", file(ExtractLines.SAMPLE), "--json");
    assertThat(JsonMapper.shared().readTree(run.out()).path("byGroup").toString())
        .isEqualTo("{\"done\":1}");
  }

  @Test
  void a_file_that_cannot_be_read_has_status_2() {
    ShellRun run = ShellRun.of(home, "usps", "scans", home.resolve("none"), "--json");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Cannot read").contains("none");
    assertThat(ShellRun.of(home, "usps", "scans").status()).isEqualTo(2);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(home.resolve("extract.txt"), text, StandardCharsets.ISO_8859_1);
  }
}
