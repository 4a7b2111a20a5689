package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.as2gateway.admin.port.AdminToken;
import org.as2gateway.as2.wire.As2Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

class As2CommandLineTest {
  @TempDir private Path home;

  @Test
  void no_command_shows_the_commands_by_task() {
    ShellRun run = ShellRun.of(home);
    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Usage: as2", "First steps:", "  demo ", "Exit status:");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    ShellRun group = ShellRun.of(home, "cert");
    assertThat(group.status()).isEqualTo(2);
    assertThat(group.err()).contains("as2: A command is missing after 'cert'.", "as2 cert --help");
  }

  @Test
  void version_names_the_release_of_the_pom_and_java() throws Exception {
    ShellRun run = ShellRun.of(home, "--version");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("AS2 gateway " + As2Version.RELEASE)
        .contains("Java " + Runtime.version());
    assertThat(Files.readString(Path.of("..", "pom.xml")))
        .containsPattern("(?s)^.{0,500}<version>" + As2Version.RELEASE + "</version>");
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
  @CsvSource(
      delimiter = '|',
      value = {
        "messages --since xyz | 'xyz' is not a time",
        "messages --limit 0 | --limit is 0; expected a number from 1 to 1000.",
        "messages --limit many | 'many' is not a number",
        "messages --direction sideways | 'sideways' is unknown; expected in, out",
        "messages --status lost | acknowledged",
        "messages extra | Argument 'extra' is one too many.",
        "partner lst | There is no command 'lst', did you mean 'list'?",
        "start --hom x | Unknown option '--hom', did you mean '--home'?",
        "doctor --tls notaurl | 'notaurl' is not a URL",
        "cert retire us zzz | Invalid value for FINGERPRINT: 'zzz' is not a fingerprint",
        "cert activate us 00000000 --from soon | such as 2027-01-01T00:00:00Z",
        "cert activate us 00000000 --from 2027-01-01T02:00 | a time with its zone",
        "cert new us --kind rsa-17 | rsa-3072",
        "cert new us --valid soon | 'soon' is not a duration",
        "cert import us x.pem --use read | expected sign, encrypt, both",
        "cert export us --der | -o FILE",
        "init x --as2-id ü | printable ASCII",
        "partner add x --as2-id X --url acme | 'acme' is not a URL",
        "partner add x --as2-id X --profile ibm-stirling | did you mean 'ibm-sterling'",
        "evidence X | --output",
        "send acme | FILE",
        "completion fish | bash",
        "user reset | NAME"
      })
  void a_value_that_cannot_be_is_wrong_usage(String command, String words) {
    ShellRun run = ShellRun.of(home, (Object[]) command.split(" "));
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).startsWith("as2: ").contains(words).contains("--help'.");
    assertThat(run.err().lines().findFirst().orElseThrow()).matches("as2: [A-Z'-].*[.?]");
  }

  private static Stream<String> commands() {
    List<String> names = new ArrayList<>();
    StringWriter nowhere = new StringWriter();
    PrintWriter out = new PrintWriter(nowhere);
    collect(
        As2CommandLine.of(new Shell(out, out, Map.of(), Path.of(""), false, Clock.systemUTC())),
        names);
    return names.stream();
  }

  private static void collect(CommandLine line, List<String> names) {
    for (CommandLine command : line.getSubcommands().values()) {
      names.add(command.getCommandSpec().qualifiedName().substring("as2 ".length()));
      assertSentences(command);
      collect(command, names);
    }
  }

  /** No sentence is cut: what a list shows of a command, and each parameter, ends with a stop. */
  private static void assertSentences(CommandLine command) {
    String name = command.getCommandName();
    assertThat(command.getCommandSpec().usageMessage().description())
        .as(name)
        .allMatch(text -> text.isEmpty() || text.endsWith("."));
    for (ArgSpec argument : command.getCommandSpec().args()) {
      assertThat(argument.description()).as(name + argument).allMatch(text -> text.endsWith("."));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_of_every_command_teaches_by_example_and_names_the_home(String command) {
    List<Object> arguments = new ArrayList<>(List.of((Object[]) command.split(" ")));
    arguments.add("--help");
    ShellRun run = ShellRun.of(home, arguments.toArray());
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Example", "./as2 " + command, "--home", "Exit status:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "messages",
        "receipt X",
        "resend X",
        "cancel X",
        "send a-to-b gateway.yaml",
        "user list",
        "user reset pat"
      })
  void commands_that_need_a_gateway_say_that_none_runs(String command) throws Exception {
    Files.writeString(home.resolve("gateway.yaml"), "admin: { port: 1 }\n");
    String[] words =
        command.replace("gateway.yaml", home.resolve("gateway.yaml").toString()).split(" ");
    ShellRun never = ShellRun.of(home, (Object[]) words);
    assertThat(never.status()).isEqualTo(1);
    assertThat(never.err()).contains("No gateway has run on home").contains("./as2 start");

    AdminToken.readOrCreate(home);
    ShellRun stopped = ShellRun.of(home, (Object[]) words);
    assertThat(stopped.status()).isEqualTo(1);
    assertThat(stopped.err()).contains("No gateway responds at http://127.0.0.1:1");
  }

  @Test
  void every_error_of_the_settings_is_told() throws Exception {
    Files.writeString(home.resolve("gateway.yaml"), "admin: { prot: 1 }\nretry: { first: soon }\n");
    ShellRun run = ShellRun.of(home, "start");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(2).allMatch(line -> line.startsWith("as2: gateway.yaml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void completion_is_a_script_that_knows_commands_and_values(String shell) {
    ShellRun run = ShellRun.of(home, "completion", shell);
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("# To load this: source <(./as2 completion " + shell + ")")
        .contains("complete -F _complete_as2")
        .contains("evidence-check")
        .contains("\"awaiting-mdn\"");
  }
}
