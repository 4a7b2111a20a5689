package org.as2gateway.admin.today;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStepsIT {
  @TempDir private Path folder;

  @Test
  void the_next_step_is_the_first_that_is_not_done_until_a_message_was_acknowledged()
      throws Exception {
    TestHome home = new TestHome(folder).station("Us", TestPki.rsa("CN=us"));
    try (TestGateway gateway = TestGateway.start(home)) {
      assertThat(steps(gateway).isShown()).isTrue();
      assertThat(steps(gateway).next().title()).isEqualTo("USPS DTS or another partner");
      assertThat(steps(gateway).next().link()).isEqualTo("/onboarding");

      home.partnership("Us", "Us", TestHome.sending(gateway.url()));
      gateway.awaitPartnership("Us-to-Us");
      assertThat(steps(gateway).next().title()).isEqualTo("Test message");

      String sent = gateway.submit("Us-to-Us", "a.txt", new byte[] {1}).id();
      assertThat(gateway.awaitEnd(sent).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
      assertThat(steps(gateway).isShown()).isFalse();
      assertThat(steps(gateway).next().title()).isEqualTo("Alerts");
    }
  }

  private static FirstSteps steps(TestGateway gateway) {
    return FirstSteps.of(gateway.gateway(), Instant.now());
  }
}
