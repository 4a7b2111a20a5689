package org.as2gateway.transport.as2.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MessageStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for one partner never goes to another, whatever its partnership names now. */
class RepointedPartnershipIT {
  @TempDir Path home;
  private SendingGateway gateway;

  @BeforeEach
  void open() throws Exception {
    gateway = new SendingGateway(home);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void a_message_that_never_left_waits_until_the_partnership_names_its_receiver_again() {
    String id = gateway.submit("order").id();
    gateway.change(RepointedPartnershipIT::toStranger);
    gateway.script(r -> SendingGateway.acknowledge(gateway, r));
    gateway.deliverDue();
    assertThat(gateway.requests).isEmpty();
    assertThat(gateway.message(id).status()).isEqualTo(MessageStatus.QUEUED);
    assertThat(gateway.messages.events(id))
        .last()
        .extracting(event -> event.detail())
        .asString()
        .contains("no partnership from 'us id' to 'them' exists any more");

    arrives(id);
  }

  @Test
  void a_message_that_is_tried_again_waits_too() {
    String id = gateway.submit("order").id();
    gateway.script(Mdns.status(503));
    gateway.deliverDue();
    gateway.change(RepointedPartnershipIT::toStranger);
    gateway.script(r -> SendingGateway.acknowledge(gateway, r));
    gateway.clock.advance(Duration.ofMinutes(10));
    gateway.deliverDue();
    assertThat(gateway.requests).hasSize(1);

    arrives(id);
  }

  private void arrives(String id) {
    gateway.change(UnaryOperator.identity());
    gateway.clock.advance(Duration.ofHours(1));
    gateway.deliverDue();
    assertThat(gateway.message(id).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(gateway.requests)
        .last()
        .satisfies(r -> assertThat(r.header("AS2-To")).isEqualTo("them"));
  }

  private static Partnership toStranger(Partnership p) {
    Partner stranger =
        new Partner(
            "stranger", Optional.of(new As2Id("stranger")), Optional.of("them"), Optional.empty());
    return new Partnership(
        p.name(),
        p.sender(),
        stranger,
        p.message(),
        p.security(),
        p.receipt(),
        p.access(),
        p.kind(),
        p.transport(),
        p.sftp(),
        p.pgp(),
        p.pdx(),
        p.queue(),
        p.files(),
        p.usps(),
        p.profile());
  }
}
