package org.as2gateway.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.as2gateway.Gateway;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.config.ConfigException;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageRecord;
import org.awaitility.Awaitility;

/** A running gateway on loopback, with the waiting that tests need. */
public final class TestGateway implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestHome home;
  private final Gateway gateway;

  private TestGateway(TestHome home, Gateway gateway) {
    this.home = home;
    this.gateway = gateway;
  }

  /** Opens and starts a gateway on that home. */
  public static TestGateway start(TestHome home) throws ConfigException, IOException {
    return start(home, Clock.systemUTC());
  }

  /** As {@link #start(TestHome)}, by another clock. */
  public static TestGateway start(TestHome home, Clock clock) throws ConfigException, IOException {
    Gateway gateway = Gateway.open(home.config(), clock);
    try {
      gateway.start();
    } catch (ConfigException | IOException | RuntimeException e) {
      gateway.close();
      throw e;
    }
    return new TestGateway(home, gateway);
  }

  /** The gateway. */
  public Gateway gateway() {
    return gateway;
  }

  /** Its home. */
  public TestHome home() {
    return home;
  }

  /** Where partners reach it in the clear. */
  public URI url() {
    return gateway.as2Urls().stream()
        .filter(url -> url.getScheme().equals("http"))
        .findFirst()
        .orElseThrow();
  }

  /** Queues octets under a file name. */
  public MessageRecord submit(String partnership, String filename, byte[] payload)
      throws IOException, RefusedOperation {
    return gateway.submit(
        partnership,
        filename,
        Optional.empty(),
        Optional.empty(),
        new ByteArrayInputStream(payload));
  }

  /** Waits until the message has ended, whichever way, and returns it. */
  public MessageRecord awaitEnd(String id) {
    return await(id, message -> message.status().isEnd());
  }

  /** Waits until the message is as wanted and returns it. */
  public MessageRecord await(String id, Predicate<MessageRecord> wanted) {
    return Awaitility.await()
        .alias("message " + id)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> gateway.messages().find(id).orElseThrow(), wanted);
  }

  /** Waits until an inbound message of that Message-ID has ended and returns it. */
  public MessageRecord awaitInbound(String messageId) {
    return Awaitility.await()
        .alias("inbound message " + messageId)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> inbound(messageId), message -> message.isPresent())
        .orElseThrow();
  }

  /** Waits until the running gateway has read a partnership that was added to its home. */
  public void awaitPartnership(String name) {
    Awaitility.await()
        .alias("partnership " + name)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> gateway.registry().partnerships().partnership(name).isPresent());
  }

  private Optional<MessageRecord> inbound(String messageId) {
    return gateway.messages().findByMessageId(new MessageId(messageId)).stream()
        .filter(message -> message.direction() == Direction.IN && message.status().isEnd())
        .findFirst();
  }

  /** The newest messages, newest first. */
  public List<MessageRecord> messages() {
    return gateway.messages().search(MessageQuery.newest(MessageQuery.MAX_LIMIT)).messages();
  }

  /** The files that stand in a partner's inbox folder, by name; temporary ones left out. */
  public List<Path> inbox(String partner) throws IOException {
    Path folder = home.path().resolve("inbox").resolve(partner);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(f -> !f.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  @Override
  public void close() {
    gateway.close();
  }
}
