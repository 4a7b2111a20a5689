package org.as2gateway.pgp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;

/** Keys and messages for tests, without gpg. */
final class PgpFixture {
  static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final PgpLimits LIMITS = new PgpLimits(1L << 34, 1000);
  private static final char[] SECRET = "secret".toCharArray();

  private PgpFixture() {}

  static PgpOwnKey key(String name) {
    return key(name, Duration.ofDays(365));
  }

  static PgpOwnKey key(String name, Duration validity) {
    try {
      String text =
          new PgpNewKey(name, PgpNewKey.Kind.CURVE_25519, validity).generate(MADE, SECRET);
      return parse(text).unlock(SECRET);
    } catch (CertsException e) {
      throw new IllegalStateException(e);
    }
  }

  static PgpKeyFile.Found parse(String text) throws CertsException {
    return parse(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static PgpKeyFile.Found parse(byte[] bytes) throws CertsException {
    return PgpKeyFile.parse(bytes).keys().get(0);
  }

  static PgpWrite both(PgpOwnKey from, PgpOwnKey to) {
    return new PgpWrite(
        List.of(to.key()), Optional.of(from), PgpCipher.AES256, false, "orders.edi", NOW);
  }

  static PgpRead strict(PgpOwnKey us, PgpKey partner) {
    return new PgpRead(List.of(us), List.of(partner), true, true, LIMITS, NOW);
  }

  static byte[] write(byte[] payload, PgpWrite wanted) throws CertsException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PgpWriter(wanted).write(new ByteArrayInputStream(payload), out);
    return out.toByteArray();
  }

  /** An outcome and what had come out by then. */
  record Result(PgpOutcome outcome, String content) {
    PgpOutcome.Opened opened() {
      if (outcome instanceof PgpOutcome.Refused refused) {
        throw new AssertionError(refused.failure().toString());
      }
      return (PgpOutcome.Opened) outcome;
    }

    PgpFailure failure() {
      if (outcome instanceof PgpOutcome.Refused refused) {
        return refused.failure();
      }
      throw new AssertionError("opened: " + outcome);
    }

    PgpFailure.Reason reason() {
      return failure().reason();
    }
  }

  static Result read(byte[] message, PgpRead wanted) throws IOException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    PgpOutcome outcome = new PgpReader(wanted).read(new ByteArrayInputStream(message), sink);
    return new Result(outcome, sink.toString(StandardCharsets.ISO_8859_1));
  }
}
