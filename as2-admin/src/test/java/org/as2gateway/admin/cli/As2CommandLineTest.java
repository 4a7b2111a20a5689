package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.admin.port.AdminToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class As2CommandLineTest {
  @TempDir private Path home;

  @Test
  void no_command_is_wrong_usage() {
    ShellRun run = ShellRun.of(home);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("as2: a command is missing").contains("as2 --help");
  }

  @Test
  void misspelt_command_is_wrong_usage_with_a_suggestion() {
    ShellRun run = ShellRun.of(home, "messges");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("messges").contains("messages");
  }

  @Test
  void missing_and_unknown_options_are_wrong_usage_that_names_them() {
    assertThat(ShellRun.of(home, "send").err()).contains("PARTNERSHIP").contains("as2 send --help");
    ShellRun run = ShellRun.of(home, "partner", "add", "x", "--as2id", "X");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--as2-id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "init",
        "start",
        "demo",
        "send",
        "messages",
        "receipt",
        "resend",
        "cancel",
        "send-anyway",
        "discard",
        "partner",
        "partner list",
        "partner show",
        "partner add",
        "cert",
        "cert list",
        "cert new",
        "cert import",
        "cert export",
        "doctor"
      })
  void help_of_every_command_teaches_by_example_and_names_the_home(String command) {
    List<Object> arguments = new ArrayList<>(List.of((Object[]) command.split(" ")));
    arguments.add("--help");
    ShellRun run = ShellRun.of(home, arguments.toArray());
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Example").contains("./as2 " + command).contains("--home");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"messages", "receipt X", "resend X", "cancel X", "send a-to-b gateway.yaml"})
  void commands_that_need_a_gateway_say_that_none_runs(String command) throws Exception {
    Files.writeString(home.resolve("gateway.yaml"), "admin: { port: 1 }\n");
    String[] words =
        command.replace("gateway.yaml", home.resolve("gateway.yaml").toString()).split(" ");
    ShellRun never = ShellRun.of(home, (Object[]) words);
    assertThat(never.status()).isEqualTo(1);
    assertThat(never.err()).contains("no gateway has run on home").contains("./as2 start");

    AdminToken.readOrCreate(home);
    ShellRun stopped = ShellRun.of(home, (Object[]) words);
    assertThat(stopped.status()).isEqualTo(1);
    assertThat(stopped.err()).contains("no gateway responds at http://127.0.0.1:1");
  }

  @Test
  void every_error_of_the_settings_is_told() throws Exception {
    Files.writeString(home.resolve("gateway.yaml"), "admin: { prot: 1 }\nretry: { first: soon }\n");
    ShellRun run = ShellRun.of(home, "start");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(2).allMatch(line -> line.startsWith("as2: gateway.yaml"));
  }
}
