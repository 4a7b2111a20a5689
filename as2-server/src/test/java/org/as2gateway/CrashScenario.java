package org.as2gateway;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.HandMadeMdn;
import org.as2gateway.testkit.RawHttp;
import org.as2gateway.testkit.ScriptedExchange;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.promise.PartnerHistory;

/** One message, what its partner does, and the partner's persistence until it is done. */
enum CrashScenario {
  RECEIVE_WITH_SYNCHRONOUS_MDN {
    @Override
    void run(World world) {
      world.untilDone(() -> world.post(SYNCHRONOUS) == 200 && world.isAnswered());
    }
  },
  RECEIVE_WITH_ASYNCHRONOUS_MDN {
    @Override
    void run(World world) {
      Headers asynchronous =
          SYNCHRONOUS.with("Receipt-Delivery-Option", world.partner.url().toString());
      world.untilDone(
          () -> world.isAnswered() || (world.post(asynchronous) == 200 && world.waitForMdn()));
      world.untilDone(() -> world.isEnded() && world.isAnswered());
    }
  },
  SEND_FILE {
    @Override
    void run(World world) throws IOException {
      if (world.isFirstLife()) {
        world.drop();
      }
      world.untilDone(world::isEnded);
      world.untilDone(() -> world.isFiled());
    }
  },
  SEND_FILE_WITH_ASYNCHRONOUS_MDN {
    @Override
    void run(World world) throws IOException {
      SEND_FILE.run(world);
    }
  },
  SUBMIT {
    @Override
    void run(World world) {
      world.untilDone(world::submit);
      world.untilDone(world::isEnded);
    }
  };

  private static final Headers SYNCHRONOUS =
      Headers.of(
          "AS2-From", "them",
          "AS2-To", "us",
          "Message-ID", World.MESSAGE_ID,
          "Disposition-Notification-To", "them",
          "Disposition-Notification-Options",
              "signed-receipt-protocol=required, pkcs7-signature;"
                  + " signed-receipt-micalg=required, sha-256",
          "Content-Type", "application/octet-stream",
          "Content-Disposition", "attachment; filename=order.edi");

  /** Does what is to do in this life of the gateway; returns early when power is off. */
  abstract void run(World world) throws IOException;

  /** Everything outside the gateway. */
  static final class World {
    static final String MESSAGE_ID = "<crash@them>";
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final byte[] PAYLOAD = "UNA order".getBytes(StandardCharsets.US_ASCII);

    private final Path home;
    private final ScriptedPartner partner;
    private final PartnerHistory history;
    private final AtomicBoolean isSubmitted = new AtomicBoolean();
    private Life life = Life.NONE;
    private int lives;

    /** A gateway and its disk. */
    record Life(Optional<Gateway> gateway, Power power) {
      static final Life NONE = new Life(Optional.empty(), new Power() {});

      Gateway running() {
        return gateway.orElseThrow();
      }
    }

    /** What the world needs to know of the disk. */
    interface Power {
      default boolean isOff() {
        return false;
      }

      default void step(String what) throws IOException {}
    }

    World(Path home, ScriptedPartner partner, PartnerHistory history) {
      this.home = home;
      this.partner = partner;
      this.history = history;
      partner.answerAlways(this::answer);
    }

    synchronized void begin(Life next) {
      life = next;
      lives++;
    }

    private synchronized Life life() {
      return life;
    }

    synchronized boolean isFirstLife() {
      return lives == 1;
    }

    /**
     * Takes an MDN, or a message that it answers by an MDN. What comes after the cut came never.
     */
    private void answer(ScriptedExchange exchange) throws IOException {
      Life current = life();
      MimeEntity request = exchange.readBody().entity();
      current.power().step("octets arrive at the partner");
      String messageId = exchange.request().messageId();
      if (request.headers().first("Content-Type").orElse("").startsWith("multipart/")) {
        history.mdn(MESSAGE_ID, request);
        exchange.respond(200, new MimeEntity(Headers.empty(), new byte[0]));
        return;
      }
      history.received(messageId, request);
      MimeEntity mdn =
          HandMadeMdn.report(
              messageId, HandMadeMdn.PROCESSED, Optional.of(HandMadeMdn.mic(request.body())));
      current.power().step("octets go back from the partner");
      if (request.headers().contains("Receipt-Delivery-Option")) {
        exchange.respond(200, new MimeEntity(Headers.empty(), new byte[0]));
        bring(current, mdn);
      } else {
        exchange.respond(200, mdn);
      }
    }

    /** Posts a receipt; one that does not arrive comes again when the message does. */
    private void bring(Life current, MimeEntity mdn) throws IOException {
      Headers headers =
          Headers.of("AS2-From", "them", "AS2-To", "us", "Message-ID", "<mdn@them>")
              .with(mdn.headers());
      current.power().step("a receipt leaves the partner");
      RawHttp.post(current.running().as2Urls().get(0), headers, mdn.body());
    }

    /** Repeats until it is true or power is off. */
    void untilDone(Step step) {
      Life current = life();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> current.power().isOff() || step.isDone());
    }

    interface Step {
      boolean isDone() throws Exception;
    }

    /** Posts the message; 0 if no answer came, or one that came too late to count. */
    int post(Headers headers) {
      Life current = life();
      history.sends(MESSAGE_ID, PAYLOAD);
      try {
        RawHttp.Response answer =
            RawHttp.post(current.running().as2Urls().get(0), headers, PAYLOAD);
        current.power().step("answer arrives at the partner");
        if (answer.status() == 200 && answer.entity().length() > 0) {
          history.mdn(MESSAGE_ID, answer.entity());
        }
        return answer.status();
      } catch (IOException e) {
        return 0;
      }
    }

    boolean isAnswered() {
      return history.mdns(MESSAGE_ID) > 0;
    }

    boolean waitForMdn() {
      Life current = life();
      await().atMost(PATIENCE).until(() -> current.power().isOff() || isAnswered());
      return isAnswered();
    }

    void drop() throws IOException {
      history.queues("order.edi", PAYLOAD);
      Path outbox = Files.createDirectories(home.resolve("outbox/us-to-them"));
      Path temporary = Files.write(home.resolve("order.tmp"), PAYLOAD);
      Files.move(temporary, outbox.resolve("order.edi"), StandardCopyOption.ATOMIC_MOVE);
    }

    boolean isFiled() {
      return Files.exists(home.resolve("sent/us-to-them/order.edi"))
          && !Files.exists(home.resolve("outbox/us-to-them/order.edi"));
    }

    /** An operator whose program got no answer submits again: what was not promised may come. */
    boolean submit() throws Exception {
      Life current = life();
      if (isSubmitted.get()) {
        return true;
      }
      byte[] payload = ("submission in life " + lives).getBytes(StandardCharsets.US_ASCII);
      String id;
      try (var in = new ByteArrayInputStream(payload)) {
        id =
            current
                .running()
                .submit("us-to-them", "order.edi", Optional.empty(), Optional.empty(), in)
                .id();
        current.power().step("answer arrives at the operator");
      } catch (IOException | RuntimeException e) {
        return false;
      }
      history.queues("id:" + id, payload);
      isSubmitted.set(true);
      return true;
    }

    /** Whether there are messages and all of them have ended. */
    boolean isEnded() {
      try {
        var counts = life().running().messages().counts(java.time.Instant.EPOCH);
        int open =
            counts.getOrDefault(MessageStatus.QUEUED, 0)
                + counts.getOrDefault(MessageStatus.SENDING, 0)
                + counts.getOrDefault(MessageStatus.AWAITING_MDN, 0)
                + counts.getOrDefault(MessageStatus.ACCEPTED, 0);
        return open == 0 && !counts.isEmpty();
      } catch (RuntimeException e) {
        return false; // the database is gone with the power
      }
    }
  }
}
