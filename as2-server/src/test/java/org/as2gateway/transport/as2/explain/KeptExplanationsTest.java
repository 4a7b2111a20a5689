package org.as2gateway.transport.as2.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.as2gateway.store.log.As2Facts;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.TransferState;
import org.junit.jupiter.api.Test;

class KeptExplanationsTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Explanation FOUND = new Explanation(true, "f", "c", "r", List.of());

  private final AtomicInteger worked = new AtomicInteger();

  private static MessageRecord message(String id, Instant updatedAt) {
    return new MessageRecord(
        id,
        Direction.IN,
        "them-us",
        List.of(),
        TransferState.received(MessageStatus.REFUSED, null, NOW, updatedAt),
        new As2Facts("them", "us", "<1@them>", null, true, true, false, null, null, MdnState.NONE));
  }

  @Test
  void a_second_look_works_nothing_out() throws Exception {
    KeptExplanations kept =
        new KeptExplanations(
            message -> {
              worked.incrementAndGet();
              return message.id().equals("a") ? Optional.of(FOUND) : Optional.empty();
            });
    for (int i = 0; i < 3; i++) {
      assertThat(kept.of(message("a", NOW))).contains(FOUND);
      assertThat(kept.of(message("b", NOW))).isEmpty();
    }
    assertThat(worked).hasValue(2);
    kept.of(message("a", NOW.plusSeconds(1)));
    assertThat(worked).hasValue(3);
  }

  @Test
  void a_failure_is_not_kept() throws Exception {
    KeptExplanations kept =
        new KeptExplanations(
            message -> {
              if (worked.incrementAndGet() == 1) {
                throw new IOException("disk");
              }
              return Optional.of(FOUND);
            });
    assertThatThrownBy(() -> kept.of(message("a", NOW))).hasMessage("disk");
    assertThat(kept.of(message("a", NOW))).contains(FOUND);
  }

  @Test
  void the_oldest_of_very_many_are_let_go() throws Exception {
    KeptExplanations kept =
        new KeptExplanations(
            message -> {
              worked.incrementAndGet();
              return Optional.of(FOUND);
            });
    for (int i = 0; i < 501; i++) {
      kept.of(message("m" + i, NOW));
    }
    kept.of(message("m500", NOW));
    assertThat(worked).hasValue(501);
    kept.of(message("m0", NOW));
    assertThat(worked).hasValue(502);
  }
}
