package org.as2gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.as2gateway.config.GatewayConfig.Smtp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SmtpTextsTest {
  private static final Map<String, String> TYPED =
      Map.of(
          "host", "mail.example.com",
          "port", "465",
          "from", "as2@example.com",
          "user", "as2",
          "password", "s3cret",
          "tls", "tls");

  @Test
  void what_is_blank_has_the_default_of_the_settings_file() {
    Smtp smtp = SmtpTexts.read(Map.of("host", "", "port", " "));
    assertThat(smtp.host()).isEmpty();
    assertThat(smtp.port()).isEqualTo(587);
    assertThat(smtp.from()).isEqualTo("as2-gateway@localhost");
    assertThat(smtp.tls()).isEqualTo(Smtp.Tls.STARTTLS);
  }

  @Test
  void texts_of_settings_are_read_as_the_same_settings() {
    assertThat(SmtpTexts.of(SmtpTexts.read(TYPED))).isEqualTo(TYPED);
  }

  @ParameterizedTest
  @CsvSource({
    "host, no host, host is not valid",
    "port, 70000, port is not valid",
    "from, nobody, from is not valid",
    "tls, maybe, tls is not valid",
    "user, '', user and password belong together",
    "password, '', user and password belong together",
    "tls, none, readable on the network",
  })
  void what_cannot_work_is_refused_by_the_name_of_its_key(String key, String text, String words) {
    Map<String, String> typed = new HashMap<>(TYPED);
    typed.put(key, text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmtpTexts.read(typed))
        .withMessageContaining(words)
        .withMessageNotContaining("s3cret");
  }

  @Test
  void a_password_may_go_in_the_clear_to_this_computer_alone() {
    Map<String, String> typed = new HashMap<>(TYPED);
    typed.put("tls", "none");
    typed.put("host", "127.0.0.1");
    assertThat(SmtpTexts.read(typed).password()).contains("s3cret");
  }
}
