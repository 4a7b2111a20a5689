package org.as2gateway.testkit.promise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.as2gateway.Gateway;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.transport.as2.receipt.ReceivedMdn;

/**
 * Compares a {@link PartnerHistory} with the home and the database of a gateway that has come to
 * rest: lost, duplicated, lied, stuck, each with what was found.
 */
public final class PromiseCheck {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Gateway gateway;
  private final Path home;
  private final X509Certificate ourCertificate;
  private final PartnerHistory history;
  private final List<String> lost = new ArrayList<>();
  private final List<String> duplicated = new ArrayList<>();
  private final List<String> lied = new ArrayList<>();
  private final List<String> stuck = new ArrayList<>();

  private PromiseCheck(
      Gateway gateway, Path home, X509Certificate ourCertificate, PartnerHistory history) {
    this.gateway = gateway;
    this.home = home;
    this.ourCertificate = ourCertificate;
    this.history = history;
  }

  /** What was found; nothing if every promise was kept. */
  public record Findings(
      List<String> lost, List<String> duplicated, List<String> lied, List<String> stuck) {
    /** Whether every promise was kept. */
    public boolean isClean() {
      return lost.isEmpty() && duplicated.isEmpty() && lied.isEmpty() && stuck.isEmpty();
    }
  }

  /**
   * Checks every promise.
   *
   * @param home the folder as the machine knows it
   * @param ourCertificate verifies the gateway's receipts
   */
  public static Findings of(
      Gateway gateway, Path home, X509Certificate ourCertificate, PartnerHistory history)
      throws IOException {
    PromiseCheck check = new PromiseCheck(gateway, home, ourCertificate, history);
    check.inbound();
    check.outbound();
    check.leftovers();
    return new Findings(check.lost, check.duplicated, check.lied, check.stuck);
  }

  /** Checks again and again until every promise is kept, or the time is over. */
  public static Findings atRest(
      Gateway gateway,
      Path home,
      X509Certificate ourCertificate,
      PartnerHistory history,
      Duration patience)
      throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        Findings findings = of(gateway, home, ourCertificate, history);
        if (findings.isClean() || System.nanoTime() > end) {
          return findings;
        }
      } catch (UncheckedIOException e) { // of a walk in which a file was just being moved
        if (System.nanoTime() > end) {
          throw e;
        }
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void inbound() throws IOException {
    Map<String, Integer> inbox = digests("inbox");
    Set<String> known = new HashSet<>();
    for (Map.Entry<String, PartnerHistory.Sent> entry : history.sent().entrySet()) {
      known.add(entry.getValue().sha256);
      message(entry.getKey(), entry.getValue(), inbox.getOrDefault(entry.getValue().sha256, 0));
    }
    inbox.keySet().stream()
        .filter(sha -> !known.contains(sha))
        .forEach(sha -> lied.add("the inbox has a file that nobody sent: " + sha));
  }

  private void message(String messageId, PartnerHistory.Sent sent, int files) {
    List<MessageRecord> accepted =
        gateway.messages().findByMessageId(new MessageId(messageId)).stream()
            .filter(m -> m.direction() == Direction.IN && m.status() != MessageStatus.REFUSED)
            .toList();
    boolean isPromised = false;
    for (MimeEntity mdn : sent.mdns) {
      isPromised |= mdn(messageId, mdn, files, sent.sha256);
    }
    if (sent.mdns.stream().map(m -> Arrays.hashCode(m.body())).distinct().count() > 1) {
      lied.add(messageId + " was answered by different MDNs");
    }
    if ((isPromised || !accepted.isEmpty()) && files == 0) {
      lost.add(messageId + " is accepted and not in the inbox");
    }
    if (files > 1 || accepted.size() > 1) {
      duplicated.add(messageId + ": " + files + " files, " + accepted.size() + " records");
    }
    if (files > 0 && accepted.isEmpty()) {
      lied.add(messageId + " is in the inbox and not recorded");
    }
    for (MessageRecord record : accepted) {
      if (record.status() != MessageStatus.DELIVERED || record.as2().mdn() == MdnState.PENDING) {
        stuck.add(messageId + " is " + record.status() + ", its receipt " + record.as2().mdn());
      }
    }
  }

  /** Whether the MDN promises the delivery. */
  private boolean mdn(String messageId, MimeEntity entity, int files, String sha256) {
    Optional<ReceivedMdn> read =
        ReceivedMdn.read(entity, List.of(ourCertificate), EnumSet.allOf(SignatureAlgorithm.class));
    boolean isGenuine =
        read.filter(mdn -> mdn.check().filter(c -> c.isValid()).isPresent()).isPresent();
    if (!isGenuine) {
      lied.add(messageId + " was answered by an MDN whose signature does not hold");
      return false;
    }
    if (!read.get().mdn().isPositive()) {
      if (files > 0) {
        lied.add(messageId + " is in the inbox and was answered by a negative MDN");
      }
      return false;
    }
    String mic = read.get().mdn().mic().map(m -> hex(m.base64())).orElse("none");
    if (!mic.equals(sha256)) {
      lied.add(messageId + " was answered by MIC " + mic + ", expected " + sha256);
    }
    return true;
  }

  private static String hex(String base64) {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }

  private void outbound() throws IOException {
    Map<String, Integer> outbox = digests("outbox");
    Map<String, Integer> sent = digests("sent");
    Map<String, Integer> failed = digests("failed");
    for (Map.Entry<String, String> entry : history.queued().entrySet()) {
      String sha = entry.getValue();
      int places =
          outbox.getOrDefault(sha, 0) + sent.getOrDefault(sha, 0) + failed.getOrDefault(sha, 0);
      boolean isFile = !entry.getKey().startsWith("id:");
      if (isFile && places != 1) {
        (places == 0 ? lost : duplicated).add(entry.getKey() + " is in " + places + " folders");
      }
      if (outbox.containsKey(sha)) {
        stuck.add(entry.getKey() + " is still in the outbox");
      }
      Map<String, Set<String>> received = history.received(sha);
      if (sent.containsKey(sha) && received.isEmpty()) {
        lied.add(entry.getKey() + " is in sent/, but did not reach the partner");
      }
      if (!isFile) {
        submitted(entry.getKey().substring("id:".length()), received);
      }
    }
    history.queued().values().stream().distinct().forEach(this::requests);
  }

  private void submitted(String id, Map<String, Set<String>> received) {
    Optional<MessageRecord> record = gateway.messages().find(id);
    if (record.isEmpty()) {
      lost.add("message " + id + " was taken and is not in the log");
    } else if (record.get().status() == MessageStatus.ACKNOWLEDGED && received.isEmpty()) {
      lied.add("message " + id + " is acknowledged, but did not reach the partner");
    }
  }

  private void requests(String sha256) {
    Map<String, Set<String>> received = history.received(sha256);
    if (received.size() > 1) {
      duplicated.add("the partner got one payload as " + received.keySet());
    }
    received.forEach(
        (messageId, octets) -> {
          if (octets.size() > 1) {
            lied.add(messageId + " was sent as " + octets.size() + " different requests");
          }
        });
  }

  /** Nothing is under way, and no file is kept for nothing. */
  private void leftovers() throws IOException {
    for (MessageStatus status :
        List.of(
            MessageStatus.QUEUED,
            MessageStatus.SENDING,
            MessageStatus.AWAITING_MDN,
            MessageStatus.ACCEPTED)) {
      gateway
          .messages()
          .search(MessageQuery.inStatus(status, 100))
          .messages()
          .forEach(m -> stuck.add("message " + m.id() + " is " + m.status() + ": " + m.error()));
    }
    gateway
        .messages()
        .unfiledSources("", 100)
        .forEach(end -> stuck.add("the file of " + end.messageId() + " is still to be moved"));
    for (Path file : files("data/stage")) {
      stuck.add("left in the stage: " + file.getFileName());
    }
    for (String folder : List.of("data/payload", "data/wire", "data/intake")) {
      for (Path file : files(folder)) {
        String id = file.getFileName().toString().split("-", 2)[0];
        Optional<MessageRecord> owner = gateway.messages().find(id);
        if (owner.isEmpty() || folder.endsWith("intake")) {
          stuck.add("left for nothing: " + folder + "/" + file.getFileName());
        }
      }
    }
  }

  private Map<String, Integer> digests(String folder) throws IOException {
    Map<String, Integer> digests = new HashMap<>();
    for (Path file : files(folder)) {
      digest(file).ifPresent(sha -> digests.merge(sha, 1, Integer::sum));
    }
    return digests;
  }

  /** Empty for a file that is just being moved: the next look finds it where it belongs. */
  private static Optional<String> digest(Path file) throws IOException {
    try {
      return Optional.of(PartnerHistory.sha256(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private List<Path> files(String folder) throws IOException {
    Path path = home.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(path)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
