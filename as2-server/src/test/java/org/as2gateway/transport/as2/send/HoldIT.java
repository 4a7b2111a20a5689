package org.as2gateway.transport.as2.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partnership on hold, between two running gateways. */
class HoldIT {
  private static final OwnKey US = TestPki.rsa("us");
  private static final OwnKey THEM = TestPki.rsa("them");
  private static final byte[] PAYLOAD = {1, 2, 3};

  @TempDir private Path folder;

  private TestGateway partner() throws Exception {
    TestHome home = new TestHome(folder.resolve("them"));
    home.station("them", THEM).partner("us", US.certificate()).partnership("us", "them", Map.of());
    return TestGateway.start(home);
  }

  @Test
  void nothing_leaves_until_the_release_over_a_restart_too() throws Exception {
    try (TestGateway them = partner()) {
      TestHome home = new TestHome(folder.resolve("us"));
      home.station("us", US).partner("them", THEM.certificate());
      home.partnership("us", "them", TestHome.sending(them.url()));
      home.partnership("them", "us", Map.of());
      MessageRecord message;
      try (TestGateway us = TestGateway.start(home)) {
        us.gateway().hold("us-to-them");
        us.gateway().hold("us-to-them"); // once more changes nothing
        message = us.submit("us-to-them", "a.edi", PAYLOAD);
        staysQueued(us, message);
      }
      try (TestGateway us = TestGateway.start(home)) {
        assertThat(us.gateway().held()).containsExactly("us-to-them");
        staysQueued(us, message);
        assertThat(them.messages()).isEmpty();
        us.gateway().release("us-to-them");
        assertThat(us.awaitEnd(message.id()).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
        assertThat(us.gateway().held()).isEmpty();
      }
    }
  }

  private static void staysQueued(TestGateway us, MessageRecord message) {
    Awaitility.await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(5))
        .until(
            () ->
                us.gateway().messages().find(message.id()).orElseThrow().status()
                    == MessageStatus.QUEUED);
  }

  @Test
  void what_cannot_be_held_or_released_says_why() throws Exception {
    TestHome home = new TestHome(folder.resolve("us"));
    home.station("us", US).partner("them", THEM.certificate());
    home.partnership("us", "them", Map.of()).partnership("them", "us", Map.of());
    try (TestGateway us = TestGateway.start(home)) {
      assertThatThrownBy(() -> us.gateway().hold("us-to-thm"))
          .isInstanceOf(RefusedOperation.class)
          .hasMessageContaining("no partnership 'us-to-thm'");
      assertThatThrownBy(() -> us.gateway().hold("them-to-us"))
          .isInstanceOf(RefusedOperation.class)
          .hasMessageContaining("no queue to hold");
      assertThatThrownBy(() -> us.gateway().release("us-to-them"))
          .isInstanceOf(RefusedOperation.class)
          .hasMessageContaining("not on hold");
      assertThatThrownBy(() -> us.gateway().release("gone"))
          .isInstanceOf(RefusedOperation.class)
          .hasMessageContaining("no partnership 'gone'");
    }
  }
}
