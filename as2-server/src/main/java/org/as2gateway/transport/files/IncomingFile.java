package org.as2gateway.transport.files;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.inbox.ArrivingFiles;
import org.as2gateway.pgp.PgpFailure;
import org.as2gateway.pgp.PgpOutcome;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.FileFacts;
import org.as2gateway.transport.TransportKind;

/**
 * One file on its way in, out of what OpenPGP puts around it. For one thread.
 *
 * <p>First {@link #open} takes what comes; then {@link #unwrap} says whether it may be accepted.
 */
public final class IncomingFile {
  private final PgpFiles pgp;
  private final Partnership partnership;
  private final ArrivingFiles arriving;
  private final String name;
  private PgpOutcome.Opened opened =
      new PgpOutcome.Opened(Optional.empty(), Optional.empty(), Optional.empty(), 0, List.of());

  /**
   * A file of that name.
   *
   * @param arriving holds nothing else, and is closed by the caller
   */
  public IncomingFile(PgpFiles pgp, Partnership partnership, ArrivingFiles arriving, String name) {
    this.pgp = pgp;
    this.partnership = partnership;
    this.arriving = arriving;
    this.name = name;
  }

  /** Where the octets go as they come; closing it keeps them. */
  public OutputStream open() throws IOException {
    return partnership.pgp().isUsed()
        ? arriving.openEnvelope(name)
        : arriving.open(name, Optional.empty());
  }

  /**
   * Opens what came, if it is wrapped; call it once all is there.
   *
   * @return why it must not be accepted; empty if it may be
   */
  public Optional<Failure> unwrap() throws IOException {
    Optional<ArrivingFiles.Envelope> envelope = arriving.envelope();
    if (envelope.isEmpty()) {
      return Optional.empty();
    }
    PgpOutcome outcome;
    try (OutputStream out =
        arriving.open(PgpFiles.nameReceived(partnership, name), Optional.empty())) {
      outcome = pgp.open(partnership, envelope.get().content(), out);
    }
    if (outcome instanceof PgpOutcome.Opened holds) {
      opened = holds;
      return Optional.empty();
    }
    PgpFailure failure = ((PgpOutcome.Refused) outcome).failure();
    return Optional.of(new Failure(reason(failure.reason()), failure.sentence()));
  }

  private static Reason reason(PgpFailure.Reason reason) {
    return switch (reason) {
      case WRONG_KEY -> Reason.DECRYPTION_FAILED;
      case MODIFIED -> Reason.CONTENT_CHANGED;
      case NOT_ENCRYPTED, NOT_SIGNED, NO_INTEGRITY, WEAK_CIPHER, WEAK_DIGEST ->
          Reason.INSUFFICIENT_SECURITY;
      case UNKNOWN_SIGNER, BAD_SIGNATURE, EXPIRED_KEY, REVOKED_KEY -> Reason.SIGNATURE_NOT_VERIFIED;
      case NOT_OPENPGP, TRUNCATED, DAMAGED, TOO_LARGE, TOO_COMPLEX, UNSUPPORTED ->
          Reason.CONTENT_UNREADABLE;
    };
  }

  /** Size of what came, wrapped or not. */
  public long bytes() throws IOException {
    Optional<ArrivingFiles.Envelope> envelope = arriving.envelope();
    return envelope.isPresent() ? envelope.get().bytes() : arriving.bytes(0);
  }

  /** SHA-256 of what came, wrapped or not, in hexadecimal. */
  public String sha256() throws IOException {
    Optional<ArrivingFiles.Envelope> envelope = arriving.envelope();
    return envelope.isPresent() ? envelope.get().sha256() : arriving.sha256(0);
  }

  /** What the log keeps of it. */
  public FileFacts facts(TransportKind kind) {
    return new FileFacts(
        kind,
        partnership.sender().name(),
        partnership.receiver().name(),
        opened.signer().isPresent(),
        opened.cipher().isPresent());
  }

  /** What was found around it, by name; empty if nothing was. */
  public Map<String, String> found() {
    Map<String, String> found = new LinkedHashMap<>();
    opened.cipher().ifPresent(cipher -> found.put("pgp-cipher", cipher.title()));
    opened.signer().ifPresent(signer -> found.put("pgp-signer", signer));
    opened
        .warnings()
        .forEach(warning -> found.merge("pgp-warning", warning, (a, b) -> a + "; " + b));
    return found;
  }
}
