package org.as2gateway.transport.as2.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A TLS set-up that follows what is asked of clients. */
class AskingFactoryTest {
  @Test
  void a_change_that_failed_is_tried_again_at_the_next_connection() throws Exception {
    AtomicBoolean asks = new AtomicBoolean();
    AskingFactory factory = new AskingFactory(asks::get);
    factory.start();
    try {
      assertThat(factory.newSSLEngine().getWantClientAuth()).isFalse();
      asks.set(true);
      factory.setProtocol("no such protocol");
      assertThatThrownBy(factory::newSSLEngine).isInstanceOf(RuntimeException.class);
      factory.setProtocol("TLS");
      assertThat(factory.newSSLEngine().getWantClientAuth()).isTrue();
    } finally {
      factory.stop();
    }
  }
}
