package org.as2gateway.usps.owners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MailerIdsFileTest {
  @TempDir Path home;

  @Test
  void a_home_without_the_file_lists_nothing() {
    assertThat(new MailerIdsFile(home).read().owners()).isEmpty();
  }

  @Test
  void mailer_ids_are_listed_changed_and_removed() throws IOException {
    MailerIdsFile file = new MailerIdsFile(home);
    file.put("999999999", "Acme, Inc.");
    file.put("123456", "Brown");
    file.put("123456", "Brown \"& Sons\"");
    MailerIds ids = new MailerIdsFile(home).read();
    assertThat(ids.owner("123456")).contains("Brown \"& Sons\"");
    assertThat(ids.of("Acme, Inc.")).containsExactly("999999999");
    assertThat(ids.names()).containsExactly("Acme, Inc.", "Brown \"& Sons\"");
    assertThat(file.remove("123456")).isTrue();
    assertThat(file.remove("123456")).isFalse();
    assertThat(file.read().ids()).containsExactly("999999999");
  }

  @Test
  void a_file_edited_by_hand_is_read_and_its_wrong_lines_named() throws IOException {
    Files.createDirectories(home.resolve("usps"));
    Files.writeString(
        home.resolve("usps/mids.csv"), "mid,owner\n999999999,Acme\n12345,short\n000000\n");
    MailerIds ids = new MailerIdsFile(home).read();
    assertThat(ids.ids()).containsExactly("000000", "999999999");
    assertThat(ids.problems()).singleElement().asString().contains("line 3").contains("'12345'");
  }

  @Test
  void a_text_that_is_no_mailer_id_is_refused() {
    MailerIdsFile file = new MailerIdsFile(home);
    assertThatThrownBy(() -> file.put("12345678", "X"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 9 digits that begin with 9, or 6 digits");
  }
}
