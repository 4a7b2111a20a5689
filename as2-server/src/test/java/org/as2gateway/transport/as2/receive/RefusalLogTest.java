package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.testkit.FakeClock;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class RefusalLogTest {
  private final FakeClock clock = FakeClock.standing();
  private final List<String> lines = new ArrayList<>();
  private final RefusalLog refusals = new RefusalLog(recording(), clock);

  private Logger recording() {
    return (Logger)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Logger.class},
            (proxy, method, arguments) -> {
              lines.add(String.valueOf(arguments[0]));
              return null;
            });
  }

  @Test
  void a_flood_of_one_partnership_is_cut_and_another_is_still_told() {
    for (int i = 0; i < 1000; i++) {
      refusals.warn("junk", "refused {}", i);
    }
    refusals.warn("", "refused {}", "unknown");
    assertThat(lines).hasSize(RefusalLog.MOST + 2);
    assertThat(lines.get(RefusalLog.MOST)).startsWith("further requests");

    clock.advance(Duration.ofMinutes(1));
    refusals.warn("junk", "refused {}", "later");
    assertThat(lines).hasSize(RefusalLog.MOST + 3);
  }
}
