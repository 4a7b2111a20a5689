package org.as2gateway.transport.as2.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerSharesTest {
  private final WorkerShares workers = new WorkerShares(16);

  private List<WorkerShares.Worker> takeAll(String partner) {
    List<WorkerShares.Worker> taken = new ArrayList<>();
    Optional<WorkerShares.Worker> next = workers.take(partner, fast());
    while (next.isPresent()) {
      taken.add(next.get());
      next = workers.take(partner, fast());
    }
    return taken;
  }

  /** Of a body for which nobody waits. */
  private static BodyWait fast() {
    return new BodyWait(demand -> {});
  }

  @Test
  void one_partner_gets_half() {
    assertThat(takeAll("192.0.2.1 A")).hasSize(8);
    assertThat(takeAll("192.0.2.2 B")).hasSize(8);
    assertThat(takeAll("192.0.2.3 C")).isEmpty();
  }

  @Test
  void one_address_gets_three_quarters_whatever_names_it_says() {
    assertThat(takeAll("192.0.2.1 A")).hasSize(8);
    assertThat(takeAll("192.0.2.1 B")).hasSize(4);
    assertThat(takeAll("192.0.2.1 C")).isEmpty();
    assertThat(takeAll("192.0.2.2 A")).hasSize(4);
  }

  @Test
  void what_is_given_back_can_be_taken_by_others() {
    List<WorkerShares.Worker> own = takeAll("192.0.2.1 A");
    takeAll("192.0.2.1 B");
    own.forEach(workers::giveBack);
    own.forEach(workers::giveBack); // one that was passed on is given back twice
    assertThat(takeAll("192.0.2.1 C")).hasSize(8);
    assertThat(takeAll("192.0.2.2 D")).hasSize(4);
  }
}
