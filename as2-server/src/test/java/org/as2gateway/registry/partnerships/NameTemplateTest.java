package org.as2gateway.registry.partnerships;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.as2gateway.registry.partnerships.NameTemplate.Values;
import org.junit.jupiter.api.Test;

final class NameTemplateTest {
  private static final Instant AT = Instant.parse("2026-03-01T04:05:06Z");
  private static final Values ORDERS = new Values("orders.v1.txt", 2, "01ID", "ACME", AT);

  private static String path(String template, Values values) {
    return NameTemplate.parse(template).path(values);
  }

  @Test
  void variables_become_values() {
    Map.of(
            "{filename}", "orders.v1.txt",
            "{name}_{number}.{ext}", "orders.v1_2.txt",
            "{partner}/{id}", "ACME/01ID",
            "{date}-{time}", "20260301-040506",
            "{date:yyyy/MM/dd}/x", "2026/03/01/x",
            "{date:yyDDD}.dat", "26060.dat",
            "{date:yyyyMMdd@America/New_York}", "20260228",
            "{time:HHmm@Europe/Berlin}", "0505",
            "plain", "plain")
        .forEach((template, path) -> assertThat(path(template, ORDERS)).isEqualTo(path));
  }

  @Test
  void values_make_no_folders() {
    Values values = new Values("a", 1, "01ID", "../x\\y\n/z", AT);
    assertThat(path("p-{partner}/{filename}", values)).isEqualTo("p-.._x_y__z/a");
  }

  @Test
  void templates_that_cannot_be_right_are_refused_with_a_reason() {
    Map.ofEntries(
            Map.entry("{file}", "'{file}' is no variable; expected {filename}"),
            Map.entry("{filename", "expected braces in pairs"),
            Map.entry("}{", "expected braces in pairs"),
            Map.entry("../{filename}", "'..' begins with a dot"),
            Map.entry(".{filename}", "begins with a dot"),
            Map.entry("/in/{filename}", "has no name"),
            Map.entry("in//{filename}", "has no name"),
            Map.entry("in/", "has no name"),
            Map.entry("a\\b", "backslash"),
            Map.entry("a\tb", "control character"),
            Map.entry("{filename} ", "space"),
            Map.entry("{name}.", "ends with a dot"),
            Map.entry("x".repeat(241), "more than 240 bytes"),
            Map.entry("{date:EEEE}", "'EEEE' is no form of a time"),
            Map.entry("{date:}", "'' is no form of a time"),
            Map.entry("{date:yyyy@Nowhere/Land}", "is no form of a time"))
        .forEach(
            (template, reason) ->
                assertThatThrownBy(() -> NameTemplate.parse(template))
                    .as(template)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(reason));
  }

  @Test
  void a_wrong_template_is_a_fault_of_the_partnership() {
    assertThat(AttributeCheck.fault("gw.sftp_name", "in/{date}/{filename}")).isEmpty();
    assertThat(AttributeCheck.fault("gw.sftp_name", "../{filename}"))
        .hasValue(
            "attribute 'gw.sftp_name' is '../{filename}', which makes '../name.ext' of 'name.ext',"
                + " and '..' begins with a dot; expected a relative path of plain names");
  }

  @Test
  void paths_that_only_some_files_make_unfit_are_told() {
    for (String template : List.of("{ext}/{name}", "{name}.{ext}")) {
      String path = path(template, new Values("bare", 1, "01ID", "ACME", AT));
      assertThat(NameTemplate.fault(path)).as(path).isPresent();
    }
    Values longest = new Values("x".repeat(200), 1, "01ID", "ACME", AT);
    assertThat(NameTemplate.fault(path("{filename}{filename}", longest))).isPresent();
    assertThat(NameTemplate.fault(path("{filename}", longest))).isEmpty();
  }
}
