package org.as2gateway.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import org.as2gateway.wire.Compression;

/**
 * Writes an AS2 message in one pass and constant memory: compresses, signs, encrypts and takes the
 * MIC while the payload is read (RFC 4130 §5, RFC 5402). Safe for many threads.
 */
public final class MessageWriter {
  private static final int BOUNDARY_BYTES = 16;

  private final CryptoProviders providers;
  private final Clock clock;

  /**
   * A writer that takes its ciphers and digests from the providers and signing times from the
   * clock.
   */
  public MessageWriter(CryptoProviders providers, Clock clock) {
    this.providers = providers;
    this.clock = clock;
  }

  /**
   * Writes the body of the outermost entity.
   *
   * @param out takes the exact HTTP body; not closed
   * @throws IOException if a payload cannot be read, the stream fails, or the recipient's key
   *     cannot be used
   */
  public WrittenMessage write(WriteRequest request, OutputStream out) throws IOException {
    Entity content = content(request);
    if (request.compression() == Compression.BEFORE_SIGNING && request.signing().isPresent()) {
      content = new Entity.CompressedEntity(content);
    }
    if (request.signing().isEmpty()) {
      return writeUnsigned(request, content, out);
    }
    SignedEntity signed =
        new SignedEntity(
            content, request.signing().get(), newBoundary(), clock.instant(), providers);
    Entity outer =
        request.compression() == Compression.AFTER_SIGNING
            ? new Entity.CompressedEntity(signed)
            : signed;
    Entity message = encrypted(request, outer);
    message.writeBody(out);
    return new WrittenMessage(message.headers(), List.of(signed.mic()));
  }

  private WrittenMessage writeUnsigned(WriteRequest request, Entity content, OutputStream out)
      throws IOException {
    DigestedEntity digested = new DigestedEntity(content, request.micAlgorithms(), providers);
    boolean isCompressed = request.compression() != Compression.NONE;
    Entity message =
        encrypted(request, isCompressed ? new Entity.CompressedEntity(digested) : digested);
    message.writeBody(out);
    boolean isWrapped = isCompressed || request.encryption().isPresent();
    return new WrittenMessage(message.headers(), digested.mics(isWrapped));
  }

  private Entity encrypted(WriteRequest request, Entity inner) {
    return request
        .encryption()
        .<Entity>map(e -> new EnvelopedEntity(inner, e, providers))
        .orElse(inner);
  }

  private Entity content(WriteRequest request) {
    List<Entity.PayloadEntity> parts =
        request.payloads().stream()
            .map(p -> new Entity.PayloadEntity(p, request.isBase64()))
            .toList();
    return parts.size() == 1 ? parts.get(0) : new Entity.RelatedEntity(parts, newBoundary());
  }

  private String newBoundary() {
    byte[] random = new byte[BOUNDARY_BYTES];
    providers.secureRandom().nextBytes(random);
    return "=_" + HexFormat.of().formatHex(random);
  }
}
