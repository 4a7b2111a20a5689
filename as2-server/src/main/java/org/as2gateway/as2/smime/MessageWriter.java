package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.Octets;

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
   */
  public WrittenMessage write(WriteRequest request, OutputStream out) throws IOException {
    return write(request, out, OutputStream.nullOutputStream());
  }

  /**
   * Writes the body of the outermost entity, and the content that its MIC covers beside it.
   *
   * @param out takes the exact HTTP body; not closed
   * @param covered takes the signed entity, or what the MIC of an unsigned message covers; not
   *     closed
   * @throws IOException if a payload cannot be read, the stream fails, or the recipient's key
   *     cannot be used
   */
  public WrittenMessage write(WriteRequest request, OutputStream out, OutputStream covered)
      throws IOException {
    Entity content = content(request);
    if (request.compression() == Compression.BEFORE_SIGNING && request.signing().isPresent()) {
      content = new Entity.CompressedEntity(content);
    }
    if (request.signing().isEmpty()) {
      return writeUnsigned(request, content, out, covered);
    }
    SignedEntity.Marks marks = new SignedEntity.Marks(newBoundary(), clock.instant());
    SignedEntity signed =
        new SignedEntity(content, request.signing().get(), marks, providers, covered);
    Entity outer =
        request.compression() == Compression.AFTER_SIGNING
            ? new Entity.CompressedEntity(signed)
            : signed;
    Entity message = encrypted(request, outer);
    message.writeBody(out);
    return new WrittenMessage(
        message.headers(),
        List.of(signed.mic()),
        Octets.of(content.headers().toBlock()),
        Optional.of(signed.signature()));
  }

  private WrittenMessage writeUnsigned(
      WriteRequest request, Entity content, OutputStream out, OutputStream covered)
      throws IOException {
    boolean isCompressed = request.compression() != Compression.NONE;
    boolean isWrapped = isCompressed || request.encryption().isPresent();
    Octets headers = Octets.of(isWrapped ? content.headers().toBlock() : new byte[0]);
    covered.write(headers.toBytes());
    DigestedEntity digested =
        new DigestedEntity(content, request.micAlgorithms(), providers, covered);
    Entity message =
        encrypted(request, isCompressed ? new Entity.CompressedEntity(digested) : digested);
    message.writeBody(out);
    return new WrittenMessage(
        message.headers(), digested.mics(isWrapped), headers, Optional.empty());
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
