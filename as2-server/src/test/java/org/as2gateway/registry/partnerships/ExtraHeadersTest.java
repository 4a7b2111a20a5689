package org.as2gateway.registry.partnerships;

import static org.assertj.core.api.Assertions.assertThat;

import org.as2gateway.as2.wire.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtraHeadersTest {
  @Test
  void fields_are_read_in_order() {
    Partnership partnership =
        PartnershipFixtures.partnership(
            "<attribute name=\"gw.headers\" value=\"X-Routing: east ; X-Team:b2b;\"/>");
    assertThat(partnership.message().headers())
        .isEqualTo(Headers.of("X-Routing", "east", "X-Team", "b2b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Routing | expected 'Name: value'",
        ": x | expected 'Name: value'",
        "Content-Type: text/plain | expected a name that neither AS2 nor HTTP uses",
        "as2-from: me | expected a name that neither AS2 nor HTTP uses",
        "HOST: other | expected a name that neither AS2 nor HTTP uses",
        "Authorization: x | expected a name that neither AS2 nor HTTP uses",
        "Disposition-Notification-To: x | expected a name that neither AS2 nor HTTP uses",
        "X Y: z | expected a name of letters, digits, and hyphens",
        "X-Name: Zo\u00eb | expected ASCII characters only",
      })
  void what_as2_and_http_use_cannot_be_set(String field, String fault) {
    assertThat(ExtraHeaders.fault(field)).hasValueSatisfying(f -> assertThat(f).startsWith(fault));
  }
}
