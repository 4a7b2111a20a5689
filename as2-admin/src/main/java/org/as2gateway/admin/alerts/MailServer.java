package org.as2gateway.admin.alerts;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.config.GatewayConfig.Smtp;
import org.as2gateway.config.SmtpTexts;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.JdbcAuditLog;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.registry.certs.SafeFile;
import org.as2gateway.store.payload.HomeFolders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mail server that takes alerts: the one of {@code gateway.yaml}, or else the one that an
 * administrator has saved, kept in {@code data/secrets/mail-server} for its owner alone. Safe for
 * many threads.
 */
public final class MailServer {
  private static final Logger LOG = LoggerFactory.getLogger(MailServer.class);

  private final Smtp ofFile;
  private final Path kept;
  private final String source;
  private final JdbcAuditLog audit;
  private final Clock clock;
  private volatile Smtp saved;

  private MailServer(GatewayConfig config, JdbcAuditLog audit, Clock clock) {
    this.ofFile = config.smtp();
    this.kept = new HomeFolders(config.home()).secrets().resolve("mail-server");
    this.source = Announcement.source(config.environment());
    this.audit = audit;
    this.clock = clock;
    this.saved = isOfFile() ? ofFile : read(kept);
  }

  /** That of a home; settings that cannot be read are reported in the log and count as none. */
  public static MailServer of(GatewayConfig config, JdbcAuditLog audit, Clock clock) {
    return new MailServer(config, audit, clock);
  }

  private static Smtp read(Path file) {
    Map<String, String> texts = new HashMap<>();
    try {
      if (Files.exists(file)) {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        properties.stringPropertyNames().forEach(k -> texts.put(k, properties.getProperty(k)));
      }
      return SmtpTexts.read(texts);
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("{} cannot be read, no mail is sent: {}", file, e.getMessage());
      return SmtpTexts.read(Map.of());
    }
  }

  /** The settings that count, with the password. */
  public Smtp settings() {
    return saved;
  }

  /** Whether mail can be sent. */
  public boolean isSet() {
    return saved.host().isPresent();
  }

  /** Whether they are in {@code gateway.yaml} and cannot be changed here. */
  public boolean isOfFile() {
    return ofFile.host().isPresent();
  }

  /**
   * Replaces the settings. Without a password the one there is stays, for the same server and user
   * only.
   *
   * @throws IllegalArgumentException with a sentence, if they are not valid
   * @throws IllegalStateException with a sentence, if they are in {@code gateway.yaml}
   * @throws IOException if they cannot be kept; then nothing changes
   */
  public synchronized void save(Actor by, Map<String, String> typed) throws IOException {
    if (isOfFile()) {
      throw new IllegalStateException(
          "the mail server is set in gateway.yaml; change it there and restart the gateway");
    }
    Smtp before = saved;
    Smtp after = SmtpTexts.read(withPassword(typed, before));
    Properties properties = new Properties();
    properties.putAll(SmtpTexts.of(after));
    StringWriter text = new StringWriter();
    properties.store(text, null);
    Files.createDirectories(kept.toAbsolutePath().getParent());
    SafeFile.writePrivate(kept, text.toString().getBytes(StandardCharsets.UTF_8));
    saved = after;
    audit.add(clock.instant(), by, new Change("mail-server", "-", summary(before), summary(after)));
  }

  private static Map<String, String> withPassword(Map<String, String> typed, Smtp before) {
    Map<String, String> texts = new HashMap<>(typed);
    String user = typed.getOrDefault("user", "");
    boolean isTyped = !typed.getOrDefault("password", "").isEmpty();
    if (!isTyped && before.password().isPresent() && !user.isBlank()) {
      boolean isSame =
          before.host().equals(Optional.of(typed.getOrDefault("host", "")))
              && before.user().equals(Optional.of(user));
      if (!isSame) {
        throw new IllegalArgumentException(
            "the server or user has changed; enter the password again");
      }
      texts.put("password", before.password().get());
    }
    return texts;
  }

  /** What the audit log keeps: everything but the password. */
  private static String summary(Smtp smtp) {
    Map<String, String> texts = SmtpTexts.of(smtp);
    texts.replace("password", "set");
    return String.join(
        "\n", texts.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList());
  }

  /** Sends a test mail, at once. */
  public Answer test(Actor by, String to) {
    Instant now = clock.instant();
    String text = "This is a test. The AS2 gateway can send alerts by email.\r\n";
    Answer answer = new Mailer(saved).send(to, new Letter("[" + source + "] Test mail", text, now));
    String outcome = answer.isGood() ? "sent" : "failed";
    audit.add(now, by, new Change("mail-server-test", to, null, outcome));
    return answer;
  }
}
