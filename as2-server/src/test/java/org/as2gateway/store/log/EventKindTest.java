package org.as2gateway.store.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class EventKindTest {
  @Test
  void each_is_stored_under_its_word() {
    assertThat(EventKind.MDN_RECEIVED.text()).isEqualTo("mdn-received");
    assertThat(EventKind.values()).allMatch(kind -> EventKind.of(kind.text()) == kind);
  }

  @Test
  void a_word_that_nobody_stored_is_refused() {
    assertThatThrownBy(() -> EventKind.of("mystery")).hasMessageContaining("'mystery'");
  }

  @Test
  void each_end_of_a_message_has_an_event() {
    for (MessageStatus status : MessageStatus.values()) {
      if (status.isEnd()) {
        assertThat(EventKind.of(status).text()).isEqualTo(status.text());
      }
    }
  }
}
