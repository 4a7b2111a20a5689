package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.as2gateway.usps.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The USPS commands that need no gateway. */
final class UspsCommandsIT {
  @TempDir Path home;

  @Test
  void a_check_prints_one_document_about_all_files() throws IOException {
    Path good = file("good.manifest", Samples.manifest());
    Path wrong = file("wrong.manifest", Samples.with(Samples.manifest(), 2, 4, "612"));
    ShellRun run = ShellRun.of(home, "usps", "check", good, wrong, "--json");
    assertThat(run.status()).isEqualTo(1);
    JsonNode files = JsonMapper.shared().readTree(run.out()).get("files");
    assertThat(files).hasSize(2);
    assertThat(files.get(0).get("file").asString()).isEqualTo(good.toString());
    assertThat(files.get(0).get("kind").asString()).isEqualTo("ssf");
    assertThat(files.get(0).get("version").asString()).isEqualTo("020");
    assertThat(files.get(0).get("verdict").asString()).isEqualTo("pass");
    assertThat(files.get(0).get("findings")).isEmpty();
    JsonNode block = files.get(0).get("blocks").get(0);
    assertThat(block.get("efn").asString()).isEqualTo(Samples.EFN);
    assertThat(block.get("records").asInt()).isEqualTo(3);
    assertThat(block.get("pieces").asInt()).isEqualTo(2);
    assertThat(files.get(1).get("verdict").asString()).isEqualTo("block");
    JsonNode finding = files.get(1).get("findings").get(0);
    assertThat(finding.propertyNames())
        .containsExactly("id", "severity", "line", "field", "found", "expected", "remedy");
    assertThat(finding.get("id").asString()).isEqualTo("stc-mismatch");
    assertThat(finding.get("severity").asString()).isEqualTo("block");
    assertThat(finding.get("line").asInt()).isEqualTo(2);
    assertThat(finding.get("field").asInt()).isEqualTo(4);
    assertThat(files.get(1).get("more").asInt()).isZero();
  }

  @Test
  void the_exit_status_follows_the_gravest_verdict() throws IOException {
    Path good = file("good.manifest", Samples.manifest());
    Path warns = file("warns.manifest", Samples.with(Samples.manifest(), 1, 18, "999999998"));
    Path holds = file("holds.manifest", Samples.manifest().replace("\r\n", "\n"));
    assertThat(ShellRun.of(home, "usps", "check", good, warns).status()).isZero();
    assertThat(ShellRun.of(home, "usps", "check", good, holds).status()).isEqualTo(1);
    ShellRun missing = ShellRun.of(home, "usps", "check", good, home.resolve("none"));
    assertThat(missing.status()).isEqualTo(2);
    assertThat(missing.err()).contains("Cannot read").contains("none");
    assertThat(missing.out()).contains("no problems found");
    assertThat(ShellRun.of(home, "usps", "check").status()).isEqualTo(2);
  }

  @Test
  void people_read_what_was_found_expected_and_to_do() throws IOException {
    Path wrong = file("wrong.manifest", Samples.with(Samples.manifest(), 1, 17, "000000004"));
    ShellRun run = ShellRun.of(home, "usps", "check", wrong);
    assertThat(run.out())
        .contains("would likely be refused")
        .contains("EFN " + Samples.EFN + ": 3 records, 2 pieces")
        .contains("BLOCK record-count (line 1, field 17)")
        .contains("found '000000004' with 3 records, expected 000000003")
        .contains("Correct field 17 of H1");
  }

  @Test
  void a_check_uses_the_limit_and_the_mailer_ids_of_the_home() throws IOException {
    Files.createDirectories(home.resolve("usps"));
    Files.writeString(home.resolve("usps/mids.csv"), "mid,owner\n123456,Acme\n");
    Path good = file("good.manifest", Samples.manifest());
    assertThat(ShellRun.of(home, "usps", "check", good).out()).contains("WARN  mid-unknown");
    Files.writeString(home.resolve("gateway.yaml"), "usps: { check-bytes: 1 KiB }\n");
    Path large = file("large.manifest", Samples.manifest(Samples.EFN, 1, 20));
    ShellRun run = ShellRun.of(home, "usps", "check", large);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("HOLD  too-large").contains("raise usps.check-bytes");
  }

  @Test
  void the_tables_in_use_are_listed() throws IOException {
    ShellRun shipped = ShellRun.of(home, "usps", "tables");
    assertThat(shipped.status()).isZero();
    assertThat(shipped.out()).contains("ssf-020").contains("the product").contains("import-stc");
    Files.createDirectories(home.resolve("usps/codes"));
    Path own = home.resolve("usps/codes/mail-classes.csv");
    Files.writeString(own, "# edition: 2027\ncode,text\nZZ,New\n");
    ShellRun replaced = ShellRun.of(home, "usps", "tables");
    assertThat(replaced.out()).contains(own.toString()).contains("2027");
    Files.writeString(own, "class\nZZ\n");
    ShellRun broken = ShellRun.of(home, "usps", "tables");
    assertThat(broken.status()).isEqualTo(1);
    assertThat(broken.err()).contains("is not used").contains("expected 'code'");
  }

  @Test
  void a_file_that_is_no_workbook_is_not_imported() throws IOException {
    ShellRun run = ShellRun.of(home, "usps", "import-stc", file("codes.xlsx", "STC,055"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("no Excel workbook");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(home.resolve(name), text, StandardCharsets.ISO_8859_1);
  }
}
