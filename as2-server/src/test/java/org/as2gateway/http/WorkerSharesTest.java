package org.as2gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkerSharesTest {
  private final WorkerShares workers = new WorkerShares(16);

  private int takeAll(String partner) {
    int taken = 0;
    while (workers.take(partner)) {
      taken++;
    }
    return taken;
  }

  @Test
  void one_partner_gets_half() {
    assertThat(takeAll("192.0.2.1 A")).isEqualTo(8);
    assertThat(takeAll("192.0.2.2 B")).isEqualTo(8);
    assertThat(takeAll("192.0.2.3 C")).isZero();
  }

  @Test
  void one_address_gets_three_quarters_whatever_names_it_says() {
    assertThat(takeAll("192.0.2.1 A") + takeAll("192.0.2.1 B") + takeAll("192.0.2.1 C"))
        .isEqualTo(12);
    assertThat(takeAll("192.0.2.2 A")).isEqualTo(4);
  }

  @Test
  void what_is_given_back_can_be_taken_by_others() {
    takeAll("192.0.2.1 A");
    takeAll("192.0.2.1 B");
    for (int i = 0; i < 8; i++) {
      workers.giveBack("192.0.2.1 A");
    }
    assertThat(takeAll("192.0.2.1 C")).isEqualTo(8);
    assertThat(takeAll("192.0.2.2 D")).isEqualTo(4);
  }
}
