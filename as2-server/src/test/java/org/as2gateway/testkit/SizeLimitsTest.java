package org.as2gateway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SizeLimitsTest {
  @TempDir private Path folder;

  @Test
  void tells_file_line_and_value_of_a_long_method() throws IOException {
    assertThat(exceeded("void run() {\n" + "run();\n".repeat(38) + "}")).isEmpty();
    assertThat(exceeded("void run() {\n" + "run();\n".repeat(39) + "}"))
        .singleElement()
        .asString()
        .endsWith("Example.java:2: method 'run' has 41 lines, at most 40");
  }

  @Test
  void a_class_inside_a_method_is_measured_by_itself() throws IOException {
    String inside = "int ten() {\n" + "run();\n".repeat(30) + "return 10; }\n";
    assertThat(exceeded("Object run() {\nreturn new Object() {\n" + inside + inside + "};\n}"))
        .isEmpty();
  }

  @Test
  void counts_parameters_except_those_of_a_records_canonical_constructor() throws IOException {
    String six = "int a, int b, int c, int d, int e, int f";
    assertThat(exceeded("void run(" + six + ") {}"))
        .singleElement()
        .asString()
        .contains("has 6 parameters, at most 5");
    String other = "R(" + six + ", int g) { this(a, b, c, d, e, f); }";
    assertThat(exceeded("record R(" + six + ") { R {} " + other + " }"))
        .singleElement()
        .asString()
        .contains("has 7 parameters");
  }

  @Test
  void counts_levels_of_nesting_but_no_chain_of_conditions() throws IOException {
    String chain = "if (a) { } else if (b) { } else if (c) { } else if (d) { }";
    assertThat(exceeded("void run() { for (;;) { try { " + chain + " } finally { } } }")).isEmpty();
    assertThat(exceeded("void run() { for (;;) { try { if (a) { while (b) { } } } finally { } } }"))
        .singleElement()
        .asString()
        .contains("4 levels of nesting, at most 3");
  }

  @Test
  void counts_lines_of_a_file() throws IOException {
    assertThat(exceeded("\n".repeat(397))).isEmpty();
    assertThat(exceeded("\n".repeat(398)))
        .singleElement()
        .asString()
        .endsWith("Example.java:1: the file has 401 lines, at most 400");
  }

  private List<String> exceeded(String members) throws IOException {
    Files.writeString(folder.resolve("Example.java"), "class Example {\n" + members + "\n}\n");
    return SizeLimits.exceededBelow(folder);
  }
}
