package org.as2gateway.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenTest {
  @Test
  void token_is_made_once_and_only_its_owner_may_read_it(@TempDir Path home) throws Exception {
    assertThat(AdminToken.read(home)).isEmpty();
    AdminToken made = AdminToken.readOrCreate(home);
    assertThat(made.text()).hasSize(64);
    assertThat(AdminToken.readOrCreate(home).text()).isEqualTo(made.text());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(AdminToken.file(home))))
        .isEqualTo("rw-------");
    assertThat(made.matches(made.text())).isTrue();
    assertThat(made.matches(made.text().substring(1))).isFalse();
    assertThat(made.toString()).doesNotContain(made.text());
  }
}
