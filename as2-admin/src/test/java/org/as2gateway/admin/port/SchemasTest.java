package org.as2gateway.admin.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class SchemasTest {
  private enum Color {
    DARK_RED,
    BLUE
  }

  private record InnerJson(@Nullable Instant at) {}

  @Description("a thing")
  private record OuterJson(
      @Description("its name") String name,
      @Nullable Color color,
      Optional<Map<String, String>> words,
      List<InnerJson> inner,
      @JsonUnwrapped @Nullable InnerJson flat) {}

  private record Wish(String name, @Nullable String note) implements RequestDocument {}

  private record Other() {
    private record OuterJson() {}
  }

  private final Schemas schemas = new Schemas();

  private JsonNode schema(Class<?> type) {
    String name = schemas.of(type).path("$ref").asString().replaceAll(".*/", "");
    return schemas.named().path(name);
  }

  @Test
  void schema_of_an_answer_fits_what_is_written_and_nothing_else() {
    JsonNode schema = schema(OuterJson.class);
    SchemaCheck check =
        new SchemaCheck(Json.tree(Map.of("components", Map.of("schemas", schemas.named()))));
    JsonNode full =
        Json.tree(
            new OuterJson(
                "x",
                Color.DARK_RED,
                Optional.of(Map.of("a", "b")),
                List.of(new InnerJson(Instant.EPOCH)),
                new InnerJson(null)));
    JsonNode least = Json.tree(new OuterJson("x", null, Optional.empty(), List.of(), null));
    assertThat(full.path("color").asString()).isEqualTo("dark-red");
    assertThat(full.propertyNames()).containsExactly("name", "color", "words", "inner", "at");
    assertThat(least.propertyNames()).containsExactly("name", "color", "inner");
    assertThat(check.faults(full, schema)).isEmpty();
    assertThat(check.faults(least, schema)).isEmpty();
    assertThat(check.faults(Json.tree(Map.of("name", "x", "inner", List.of(), "more", 1)), schema))
        .containsExactlyInAnyOrder(": 'color' is missing", "/more: not described");
    assertThat(schema.path("description").asString()).isEqualTo("a thing");
    assertThat(schema.at("/properties/name/description").asString()).isEqualTo("its name");
  }

  @Test
  void request_may_leave_out_what_may_be_null_and_bring_more() {
    JsonNode schema = schema(Wish.class);
    assertThat(new SchemaCheck(schema).faults(Json.tree(Map.of("name", "x", "more", 1)), schema))
        .isEmpty();
    assertThat(new SchemaCheck(schema).faults(Json.tree(Map.of("note", "x")), schema))
        .containsExactly(": 'name' is missing");
  }

  @Test
  void two_records_of_one_name_are_refused() {
    schemas.of(OuterJson.class);
    assertThatThrownBy(() -> schemas.of(Other.OuterJson.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("are named Outer");
  }
}
