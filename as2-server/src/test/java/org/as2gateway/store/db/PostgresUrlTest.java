package org.as2gateway.store.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://localhost/as2",
        "jdbc:postgresql://127.0.0.1:5432/as2?user=x",
        "jdbc:postgresql://[::1]:5432/as2",
        "jdbc:postgresql://localhost:1,127.0.0.1:2/as2?sslmode=prefer",
        "jdbc:postgresql:as2",
        "jdbc:postgresql:///as2",
        "jdbc:postgresql://db.example/as2?sslmode=disable",
        "jdbc:postgresql://db.example/as2?user=x&sslmode=verify-full&sslrootcert=/ca.pem",
        "jdbc:postgresql://db.example/as2?sslmode=require",
        "jdbc:postgresql://db.example/as2?ssl=true",
        "jdbc:postgresql://db.example/as2?ssl",
      })
  void takes_a_url_as_it_is_where_nothing_is_decided_in_silence(String url) {
    assertThat(PostgresUrl.of(url).text()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example/as2",
        "jdbc:postgresql://10.0.0.5:5432/as2?user=x",
        "jdbc:postgresql://localhost,db.example/as2?password=sslmode",
        "jdbc:postgresql://127.0.0.1.example/as2?sslrootcert=/ca.pem",
        "jdbc:postgresql://[fd00::1]:5432/as2",
      })
  void asks_another_host_for_tls_with_a_verified_name(String url) {
    PostgresUrl secured = PostgresUrl.of(url);
    assertThat(secured.text()).startsWith(url).endsWith("sslmode=verify-full");
    assertThat(secured.text().chars().filter(c -> c == '?').count()).isEqualTo(1);
    assertThat(secured.advice()).contains("sslrootcert").contains("sslmode=disable");
  }

  @Test
  void shows_no_password() {
    String url = "jdbc:postgresql://db/as2?user=x&password=hush&sslpassword=secret&sslmode=disable";
    DatabaseSettings settings = DatabaseSettings.of(url, "", "");
    assertThat(settings.shownUrl()).contains("user=x", "sslmode=disable");
    assertThat(settings + settings.shownUrl()).doesNotContain("hush", "secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prefer", "allow", "PREFER"})
  void refuses_modes_that_fall_back_to_plain_text(String mode) {
    assertThatThrownBy(() -> PostgresUrl.of("jdbc:postgresql://db.example/as2?sslmode=" + mode))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("'sslmode=" + mode + "' falls back to plain text")
        .hasMessageContaining("verify-full");
  }
}
