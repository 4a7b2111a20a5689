package org.as2gateway.transport.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.pgp.PgpFailure;
import org.as2gateway.pgp.PgpKey;
import org.as2gateway.pgp.PgpLimits;
import org.as2gateway.pgp.PgpOutcome;
import org.as2gateway.pgp.PgpOwnKey;
import org.as2gateway.pgp.PgpRead;
import org.as2gateway.pgp.PgpReader;
import org.as2gateway.pgp.PgpWrite;
import org.as2gateway.pgp.PgpWriter;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.PgpKeyRing;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PgpPolicy;
import org.as2gateway.registry.partnerships.PgpPolicy.Protection;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.payload.Content;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.store.payload.WireImage;

/**
 * OpenPGP around the files of a transport without receipts, as their partnership asks for it. Safe
 * for many threads.
 */
public final class PgpFiles {
  private static final List<String> ENDINGS = List.of(".pgp", ".gpg", ".asc");
  private static final String ARMOR = "-----BEGIN";
  private static final int LOCKS = 64;

  private final PayloadStore files;
  private final Supplier<Registry> registry;
  private final PgpLimits limits;
  private final Clock clock;

  /** Each file has one of them; some share one. */
  private final List<Object> locks = Stream.generate(Object::new).limit(LOCKS).toList();

  /**
   * Works with these.
   *
   * @param files where payloads and what is made of them are kept
   * @param limits what bounds files that come
   */
  public PgpFiles(PayloadStore files, Supplier<Registry> registry, PgpLimits limits, Clock clock) {
    this.files = files;
    this.registry = registry;
    this.limits = limits;
    this.clock = clock;
  }

  /** Whether files that we send on the partnership are changed by OpenPGP. */
  public static boolean protects(Partnership partnership) {
    return partnership.pgp().encryptFor().isPresent() || partnership.pgp().signAs().isPresent();
  }

  /** What a file that came is called here: without that ending. */
  public static String nameReceived(Partnership partnership, String name) {
    return ENDINGS.stream()
        .filter(ending -> partnership.pgp().isUsed() && name.length() > ending.length())
        .filter(ending -> name.toLowerCase(Locale.ROOT).endsWith(ending))
        .findFirst()
        .map(ending -> name.substring(0, name.length() - ending.length()))
        .orElse(name);
  }

  /**
   * The bytes to send of a payload. What OpenPGP makes of it is made once and is on the disk before
   * this returns; every later call gives the same bytes, whatever has become of keys and settings.
   *
   * @throws CertsException if a key is missing or cannot be used now; the sentence says which
   * @throws IOException if the payload is gone or changes while it is read, or the disk fails
   */
  public Content toSend(MessageRecord message, int index, Partnership partnership)
      throws CertsException, IOException {
    Object lock = locks.get(Math.floorMod(name(message, index).hashCode(), locks.size()));
    synchronized (lock) { // queue and server may ask for the same file at once
      Optional<Content> made = files.wire(name(message, index));
      return made.isPresent() ? made.get() : make(message, index, partnership);
    }
  }

  private Content make(MessageRecord message, int index, Partnership partnership)
      throws CertsException, IOException {
    Content payload =
        files
            .payload(message.id(), index)
            .orElseThrow(() -> new NoSuchFileException("payload/" + message.id() + "-" + index));
    if (!protects(partnership)) {
      return payload;
    }
    String version = payload.version();
    String name = message.payloads().get(index).filename();
    PgpWriter writer = new PgpWriter(wanted(partnership, name));
    try (WireImage image = files.createWire(name(message, index));
        InputStream in = payload.open()) {
      writer.write(in, image.output());
      if (!payload.version().equals(version)) {
        throw new IOException("its file was written to while it was read");
      }
      image.commit();
    }
    return files
        .wire(name(message, index))
        .orElseThrow(() -> new NoSuchFileException("wire/" + message.id() + "-" + index));
  }

  /**
   * A file of the message as it goes out; see {@link #toSend}.
   *
   * @throws CertsException if a key is missing or cannot be used now
   * @throws NoSuchFileException if the payload is gone
   * @throws IOException if it changes while it is read, or the disk fails
   */
  public OutgoingFile outgoing(MessageRecord message, int index, Partnership partnership)
      throws CertsException, IOException {
    Content content = toSend(message, index, partnership);
    PayloadRecord payload = message.payloads().get(index);
    boolean isWrapped = files.wire(name(message, index)).isPresent();
    String name = payload.filename() + (isWrapped ? ending(content) : "");
    return new OutgoingFile(name, content, payload, isWrapped);
  }

  /** By what the file is, not by the settings of now: they may have changed since it was made. */
  private static String ending(Content wrapped) throws IOException {
    try (InputStream in = wrapped.open()) {
      byte[] begin = in.readNBytes(ARMOR.length());
      return new String(begin, StandardCharsets.US_ASCII).equals(ARMOR) ? ".asc" : ".pgp";
    }
  }

  private static String name(MessageRecord message, int index) {
    return message.id() + "-" + index;
  }

  private PgpWrite wanted(Partnership partnership, String name) throws CertsException {
    PgpKeyRing keys = registry.get().certificates().pgp();
    PgpPolicy pgp = partnership.pgp();
    Instant now = clock.instant();
    List<PgpKey> recipients =
        pgp.encryptFor().isEmpty()
            ? List.of()
            : List.of(
                keys.encrypting(pgp.encryptFor().get(), now)
                    .orElseThrow(() -> missing("gw.pgp_encrypt", pgp.encryptFor().get())));
    Optional<PgpOwnKey> signer =
        pgp.signAs().isEmpty() ? Optional.empty() : keys.signing(pgp.signAs().get(), now);
    if (pgp.signAs().isPresent() && signer.isEmpty()) {
      throw missing("gw.pgp_sign", pgp.signAs().get());
    }
    return new PgpWrite(recipients, signer, pgp.cipher(), pgp.isArmored(), name, now);
  }

  private static CertsException missing(String setting, String alias) {
    return new CertsException(
        "%s: no OpenPGP key in certs/%s/ can be used now; './as2 pgp list' shows why"
            .formatted(setting, alias));
  }

  /**
   * Opens a file that came. What goes to the sink may be released only after {@link
   * PgpOutcome.Opened}. Where nothing is required, a file without OpenPGP goes to the sink as it
   * is.
   *
   * @param file what came, whole
   * @throws IOException if the file or the sink fails
   */
  public PgpOutcome open(Partnership partnership, Content file, OutputStream sink)
      throws IOException {
    if (!partnership.pgp().isUsed()) {
      return asItIs(file, sink);
    }
    PgpOutcome outcome;
    try (InputStream in = file.open()) {
      outcome = new PgpReader(rules(partnership)).read(in, sink);
    }
    boolean isPlain =
        outcome instanceof PgpOutcome.Refused refused
            && refused.failure().reason() == PgpFailure.Reason.NOT_OPENPGP;
    return isPlain && partnership.pgp().required().isEmpty() ? asItIs(file, sink) : outcome;
  }

  private static PgpOutcome asItIs(Content file, OutputStream sink) throws IOException {
    try (InputStream in = file.open()) {
      long bytes = in.transferTo(sink);
      return new PgpOutcome.Opened(
          Optional.empty(), Optional.empty(), Optional.empty(), bytes, List.of());
    }
  }

  private PgpRead rules(Partnership partnership) {
    PgpKeyRing keys = registry.get().certificates().pgp();
    PgpPolicy pgp = partnership.pgp();
    Instant now = clock.instant();
    Optional<String> signer = pgp.signAs().or(() -> partnership.sender().x509Alias());
    return new PgpRead(
        keys.decrypting(pgp.encryptFor(), now),
        signer.map(alias -> keys.verifying(alias, now)).orElse(List.of()),
        pgp.required().contains(Protection.ENCRYPTED),
        pgp.required().contains(Protection.SIGNED),
        limits,
        now);
  }
}
