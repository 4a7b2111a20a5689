package org.as2gateway.as2.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class EntityTagTest {
  @Test
  void reads_tags_with_quotes_and_without() {
    EntityTag tag = new EntityTag("ci1257348820455.829541_tharding_2k_te");
    assertThat(EntityTag.parse(tag.toHeader())).contains(tag);
    assertThat(EntityTag.parse(" ci1257348820455.829541_tharding_2k_te ")).contains(tag);
  }

  @Test
  void weak_empty_broken_and_overlong_tags_are_none() {
    assertThat(EntityTag.parse("W/\"1\"")).isEmpty();
    assertThat(EntityTag.parse("\"\"")).isEmpty();
    assertThat(EntityTag.parse("\"a\"b\"")).isEmpty();
    assertThat(EntityTag.parse("x".repeat(256))).isEmpty();
  }

  @Test
  void a_new_tag_is_not_guessed() {
    SecureRandom random = new SecureRandom();
    assertThat(EntityTag.generate(random).value()).matches("[0-9a-f]{32}");
    assertThat(EntityTag.generate(random)).isNotEqualTo(EntityTag.generate(random));
  }
}
