package org.as2gateway.as2.smime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.KeyTransport;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;

/**
 * Writes a short message with the algorithms and keys of a partnership, and reads it again where
 * the key is ours, so that what cannot work is known before a message waits for it. Results are
 * kept by certificate and algorithm, so that asking again costs nothing; that a private key belongs
 * to its certificate is checked when it is loaded. Safe for many threads.
 */
public final class MessageTrial {
  private static final int MOST_RESULTS = 50_000;
  private static final MessageTrial SHARED = new MessageTrial(CryptoProviders.shared());
  private static final byte[] CONTENT = Entity.ascii("What can be written and read once works.");
  private static final ReadLimits LIMITS = new ReadLimits(1 << 16, 100, 1);

  private final CryptoProviders providers;
  private final Map<String, Optional<String>> results =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Optional<String>> eldest) {
              return size() > MOST_RESULTS;
            }
          });

  MessageTrial(CryptoProviders providers) {
    this.providers = providers;
  }

  /** The trial of this process, with the providers that messages are made with. */
  public static MessageTrial shared() {
    return SHARED;
  }

  /** Why a key of ours cannot sign so that the signature verifies; empty if it can. */
  public Optional<String> signing(OwnKey key, SignatureAlgorithm algorithm) {
    return result(
        "sign " + algorithm + " " + Fingerprint.of(key.certificate()),
        () -> failure(() -> signAndVerify(key, algorithm)));
  }

  /** Why nothing can be encrypted for a certificate with that algorithm; empty if it can. */
  public Optional<String> encryption(
      X509Certificate recipient, EncryptionAlgorithm algorithm, KeyTransport transport) {
    return result(
        "encrypt " + algorithm + " " + transport + " " + Fingerprint.of(recipient),
        () ->
            failure(
                () ->
                    enveloped(recipient, algorithm, transport)
                        .writeBody(OutputStream.nullOutputStream())));
  }

  /** Why a key of ours does not decrypt what is encrypted for its certificate; empty if it does. */
  public Optional<String> decryption(OwnKey key) {
    return result(
        "decrypt " + Fingerprint.of(key.certificate()),
        () -> failure(() -> encryptAndDecrypt(key)));
  }

  private Optional<String> result(String name, Supplier<Optional<String>> trial) {
    Optional<String> known = results.get(name);
    if (known == null) {
      known = trial.get();
      results.put(name, known);
    }
    return known;
  }

  private interface Attempt {
    void make() throws IOException;
  }

  /** Providers throw unchecked on keys that they cannot use. */
  private static Optional<String> failure(Attempt attempt) {
    try {
      attempt.make();
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return Optional.of(text);
    }
  }

  private void signAndVerify(OwnKey key, SignatureAlgorithm algorithm) throws IOException {
    WriteRequest.Signing signing =
        new WriteRequest.Signing(key, algorithm, algorithm.digest().wireName(), true, false);
    SignedEntity entity =
        new SignedEntity(
            new ShortEntity(),
            signing,
            new SignedEntity.Marks("=_trial", Instant.EPOCH),
            providers,
            OutputStream.nullOutputStream());
    read(entity, List.of(), List.of(key.certificate()));
  }

  private void encryptAndDecrypt(OwnKey key) throws IOException {
    Entity entity =
        enveloped(key.certificate(), EncryptionAlgorithm.AES256_CBC, KeyTransport.RSA_PKCS1);
    read(entity, List.of(key), List.of());
  }

  private Entity enveloped(
      X509Certificate recipient, EncryptionAlgorithm algorithm, KeyTransport transport) {
    return new EnvelopedEntity(
        new ShortEntity(),
        new WriteRequest.Encryption(List.of(recipient), algorithm, transport),
        providers);
  }

  private void read(Entity entity, List<OwnKey> keys, List<X509Certificate> signers)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    entity.writeBody(out);
    ReadPolicy policy =
        new ReadPolicy(
            keys,
            signers,
            EnumSet.allOf(SignatureAlgorithm.class),
            Set.of(EncryptionAlgorithm.values()),
            !signers.isEmpty(),
            !keys.isEmpty(),
            MicAlgorithm.SHA256,
            LIMITS);
    ReadOutcome outcome =
        new MessageReader(providers)
            .read(
                entity.headers(),
                new ByteArrayInputStream(out.toByteArray()),
                policy,
                new ForgetfulSink());
    if (outcome instanceof ReadOutcome.Refused refused) {
      throw new IOException(refused.cause());
    }
  }

  /** A text of a line. */
  private record ShortEntity() implements Entity {
    @Override
    public Headers headers() {
      return Headers.of(HeaderNames.CONTENT_TYPE, "text/plain");
    }

    @Override
    public void writeBody(OutputStream out) throws IOException {
      out.write(CONTENT);
    }
  }

  /** What was read is of no further use. */
  private static final class ForgetfulSink implements MessageSink {
    @Override
    public OutputStream openPayload(int index) {
      return OutputStream.nullOutputStream();
    }

    @Override
    public OutputStream openSignedEntity() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream reopenPayload(int index) {
      return InputStream.nullInputStream();
    }

    @Override
    public InputStream reopenSignedEntity() {
      return InputStream.nullInputStream();
    }
  }
}
