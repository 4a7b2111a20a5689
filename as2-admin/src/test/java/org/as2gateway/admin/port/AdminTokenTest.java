package org.as2gateway.admin.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenTest {
  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

  @Test
  void token_is_made_once_and_only_its_owner_may_read_it(@TempDir Path home) throws Exception {
    assertThat(AdminToken.read(home)).isEmpty();
    AdminToken made = AdminToken.readOrCreate(home);
    assertThat(made.text()).hasSize(64);
    assertThat(AdminToken.readOrCreate(home).text()).isEqualTo(made.text());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(AdminToken.file(home))))
        .isEqualTo("rw-------");
    assertThat(made.matches(made.text(), NOW)).isTrue();
    assertThat(made.matches(made.text().substring(1), NOW)).isFalse();
    assertThat(made.toString()).doesNotContain(made.text());
  }

  @Test
  void a_short_lived_token_opens_for_minutes_and_cannot_be_changed() {
    AdminToken token = AdminToken.of("0123456789abcdef");
    String lent = token.shortLived(NOW);
    assertThat(lent).doesNotContain(token.text());
    assertThat(token.matches(lent, NOW)).isTrue();
    assertThat(token.matches(lent, NOW.plusSeconds(299))).isTrue();
    assertThat(token.matches(lent, NOW.plusSeconds(301))).isFalse();
    assertThat(token.matches(lent, NOW.minusSeconds(3600))).as("made ahead of time").isFalse();
    String longer = lent.replace("" + NOW.plusSeconds(300).getEpochSecond(), "9999999999");
    assertThat(token.matches(longer, NOW)).isFalse();
    assertThat(AdminToken.of("another").matches(lent, NOW)).isFalse();
    assertThat(token.matches(token.proof("00"), NOW)).isFalse();
  }
}
