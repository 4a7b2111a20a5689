package org.as2gateway.transport.as2.listener;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HttpServerSettingsTest {
  @Test // protocol.md §2.6; SiegeIT shows what happens where they are too many
  void workers_fit_into_the_heap() {
    assertThat(HttpServerSettings.workers(16L << 20)).isEqualTo(16);
    assertThat(HttpServerSettings.workers(192L << 20)).isEqualTo(64);
    assertThat(HttpServerSettings.workers(4L << 30)).isEqualTo(256);
  }
}
