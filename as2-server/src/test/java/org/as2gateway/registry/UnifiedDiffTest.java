package org.as2gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnifiedDiffTest {
  @TempDir private Path folder;

  @Test
  void equal_texts_have_no_difference() {
    assertThat(UnifiedDiff.of("f", List.of("a"), List.of("a"))).isEmpty();
  }

  @Test
  void a_new_file_is_all_additions() {
    assertThat(UnifiedDiff.of("f", List.of(), List.of("a", "b")))
        .isEqualTo("--- f\n+++ f\n@@ -0,0 +1,2 @@\n+a\n+b\n");
  }

  /** Git is the judge: differences of random edits, applied by it, give the new text. */
  @Test
  void git_apply_turns_the_old_text_into_the_new() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 20; round++) {
      List<String> before =
          IntStream.range(0, random.nextInt(60))
              .mapToObj(i -> "line " + random.nextInt(9))
              .toList();
      List<String> after = new ArrayList<>(before);
      for (int edit = random.nextInt(6); edit >= 0; edit--) {
        int at = random.nextInt(after.size() + 1);
        if (random.nextBoolean() || at == after.size()) {
          after.add(at, "new " + edit);
        } else {
          after.remove(at);
        }
      }
      assertThat(patched(before, UnifiedDiff.of("f", before, after))).isEqualTo(after);
    }
  }

  @Test
  void texts_too_large_to_compare_line_by_line_are_replaced_as_a_block() {
    List<String> before = IntStream.range(0, 3000).mapToObj(i -> "a" + i).toList();
    List<String> after = IntStream.range(0, 3000).mapToObj(i -> "b" + i).toList();
    assertThat(UnifiedDiff.of("f", before, after)).contains("@@ -1,3000 +1,3000 @@");
  }

  private List<String> patched(List<String> before, String diff) throws Exception {
    if (diff.isEmpty()) {
      return before;
    }
    Path file = Files.write(folder.resolve("f"), before);
    Path patch = Files.writeString(folder.resolve("p"), diff);
    Process process =
        new ProcessBuilder("git", "apply", "-p0", "--whitespace=nowarn", patch.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output + diff).isZero();
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}
