package org.as2gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
  @TempDir Path home;

  /** Tries to take the home given, in another process. */
  static final class Contender {
    private Contender() {}

    public static void main(String[] args) throws Exception {
      try (HomeLock lock = HomeLock.take(Path.of(args[0]))) {
        System.out.println(lock == null ? "refused" : "taken");
      } catch (ConfigException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private String contend() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Contender.class.getName(),
                home.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  @Test
  void keeps_another_process_out_until_it_is_closed() throws Exception {
    try (HomeLock lock = HomeLock.take(home)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> HomeLock.take(home)).isInstanceOf(ConfigException.class);

      assertThat(contend())
          .as("the second attempt here must not have given the lock back")
          .contains("home '" + home + "' is in use by another gateway (process ")
          .contains("(process " + ProcessHandle.current().pid() + ")");
    }
    assertThat(contend()).startsWith("taken");
  }

  @Test
  void can_be_taken_again_once_closed() throws Exception {
    HomeLock.take(home).close();

    try (HomeLock again = HomeLock.take(home)) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void knows_the_home_behind_another_spelling_of_its_path() throws Exception {
    Path link = home.resolveSibling(home.getFileName() + "-link");
    Files.createSymbolicLink(link, home);
    try (HomeLock lock = HomeLock.take(home)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> HomeLock.take(link)).isInstanceOf(ConfigException.class);
    } finally {
      Files.delete(link);
    }
  }
}
