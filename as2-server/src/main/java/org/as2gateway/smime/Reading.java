package org.as2gateway.smime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.wire.ErrorWord;
import org.as2gateway.wire.HeaderNames;
import org.as2gateway.wire.Headers;
import org.as2gateway.wire.Mic;
import org.as2gateway.wire.MicAlgorithm;
import org.as2gateway.wire.Octets;
import org.as2gateway.wire.ParameterizedValue;
import org.as2gateway.wire.SignatureAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one message. Structure: payload | signed(x) | enveloped(x) | compressed(x), each
 * at most once, the envelope outermost, compression inside the signature or right around it
 * (protocol.md §2.3).
 */
final class Reading implements AutoCloseable {

  private final ReadPolicy policy;
  private final MessageReader.GuardedSink sink;
  private final CryptoProviders providers;
  private final MessageReader.Source source;
  private final PayloadWriter payloads;
  private final ContentBudget budget;
  private final List<InputStream> toClose = new ArrayList<>();

  private boolean isEncrypted;
  private boolean isSigned;
  private boolean isCompressed;

  /**
   * Plaintext of the envelope while it is being read: drained after damage, so that all damage
   * costs the same.
   */
  private @Nullable InputStream plaintext;

  /** Whether the envelope has a tag, and whether it or what it covers turned out wrong. */
  private boolean isAuthenticated;

  private boolean isTagWrong;

  private @Nullable Mic unsignedMic;
  private ReadOutcome.@Nullable Unverified unverified;

  private ReadOutcome.@Nullable Covered covered;

  /** The signed entity while and after it is read. */
  private record SignedPart(ReadOutcome.Covered covered, Digests digests) {}

  Reading(
      ReadPolicy policy,
      MessageReader.GuardedSink sink,
      CryptoProviders providers,
      MessageReader.Source source) {
    this.policy = policy;
    this.sink = sink;
    this.providers = providers;
    this.source = source;
    this.budget = new ContentBudget(policy.limits(), source);
    this.payloads = new PayloadWriter(sink, providers, policy.limits().parts());
  }

  ReadOutcome run(Headers headers) throws IOException {
    Optional<ReadOutcome.Signature> signature =
        read(new IncomingEntity(Octets.of(new byte[0]), headers, new BufferedSource(source)));
    drainAll(source);
    if (signature.isEmpty() && policy.isSignatureRequired()) {
      throw unsigned();
    }
    Mic mic =
        signature.isPresent() ? signedMic(signature.get()) : Objects.requireNonNull(unsignedMic);
    return new ReadOutcome.Opened(
        layers(), payloads.written(), mic, Objects.requireNonNull(covered), signature);
  }

  private static ContentException unsigned() {
    return new ContentException(
        ErrorWord.INSUFFICIENT_MESSAGE_SECURITY,
        "message is not signed, the partnership requires a signature");
  }

  private static ContentException garbage() {
    return new ContentException(
        ErrorWord.DECRYPTION_FAILED, "decrypted content is not signed, nor cleanly readable");
  }

  private ReadOutcome.Layers layers() {
    return new ReadOutcome.Layers(isEncrypted, isSigned, isCompressed);
  }

  /**
   * The refusal of this content; inside an envelope all damage looks alike (protocol.md §1). A
   * wrong tag counts before policy, bad padding does not: that would make the answer a padding
   * oracle.
   */
  ReadOutcome refused(ContentException e) {
    boolean isPolicy =
        e.word() == ErrorWord.INSUFFICIENT_MESSAGE_SECURITY
            || e.word() == ErrorWord.AUTHENTICATION_FAILED;
    boolean isTold = isPolicy && !isTagWrong;
    ErrorWord word = isEncrypted && !isTold ? ErrorWord.DECRYPTION_FAILED : e.word();
    return new ReadOutcome.Refused(
        layers(), word, String.valueOf(e.getMessage()), Optional.ofNullable(unverified));
  }

  /** Reads what is left, through the cipher as far as it goes, then as it is. */
  void drain() throws IOException {
    if (plaintext != null) {
      try {
        drainAll(plaintext);
      } catch (IOException | RuntimeException e) {
        source.rethrowFailure();
        isTagWrong = isAuthenticated; // other further damage says nothing new
      }
    }
    drainAll(source);
  }

  private static void drainAll(InputStream in) throws IOException {
    byte[] sink = new byte[BufferedSource.BUFFER_BYTES];
    while (in.read(sink, 0, sink.length) >= 0) {
      // passes over
    }
  }

  @Override
  public void close() throws IOException {
    for (InputStream stream : toClose) {
      stream.close();
    }
  }

  /** Reads an entity and all inside it; the signature that was met and verified, if any. */
  private Optional<ReadOutcome.Signature> read(IncomingEntity entity) throws IOException {
    ParameterizedValue type = entity.contentType();
    if (IncomingEntity.isCms(type)) {
      return readCms(entity);
    }
    if (policy.isEncryptionRequired() && !isEncrypted) {
      throw new ContentException(
          ErrorWord.INSUFFICIENT_MESSAGE_SECURITY,
          "message is not encrypted, the partnership requires encryption");
    }
    if (type.value().equals("multipart/signed")) {
      return Optional.of(readSigned(entity, type));
    }
    readPayload(entity);
    return Optional.empty();
  }

  private Optional<ReadOutcome.Signature> readCms(IncomingEntity entity) throws IOException {
    BerReader reader =
        new BerReader(
            BufferedSource.over(TransferEncoding.decodeCms(entity.headers(), entity.body())));
    reader.enter(BerReader.SEQUENCE);
    CmsType type =
        CmsType.read(reader)
            .orElseThrow(() -> ContentException.broken("CMS content type is not one of AS2"));
    switch (type) {
      case ENVELOPED, AUTH_ENVELOPED -> {
        return readEnvelope(reader, type);
      }
      case COMPRESSED -> {
        return readCompressed(reader);
      }
      case SIGNED -> throw ContentException.broken("opaque SignedData, expected multipart/signed");
    }
    throw new IllegalStateException(type.name());
  }

  private Optional<ReadOutcome.Signature> readEnvelope(BerReader reader, CmsType type)
      throws IOException {
    if (isEncrypted || isSigned || isCompressed) {
      throw ContentException.broken("an envelope inside another layer, expected outermost");
    }
    KeyUnwrapper unwrapper = new KeyUnwrapper(policy.decryptionKeys(), providers);
    isEncrypted = true;
    isAuthenticated = type == CmsType.AUTH_ENVELOPED;
    InputStream content =
        new EnvelopeReader(unwrapper, policy.acceptEncrypt(), providers).open(reader, type);
    plaintext = budget.limit(content);
    IncomingEntity inner = IncomingEntity.open(plaintext);
    if (!inner.headers().contains(HeaderNames.CONTENT_TYPE)) {
      throw ContentException.broken("decrypted content is no MIME entity with a Content-Type");
    }
    Optional<ReadOutcome.Signature> signature = read(inner);
    drainAll(plaintext); // the padding or the tag is checked at the very end
    return signature;
  }

  private Optional<ReadOutcome.Signature> readCompressed(BerReader reader) throws IOException {
    if (isCompressed) {
      throw ContentException.broken("compressed twice");
    }
    if (policy.isEncryptionRequired() && !isEncrypted) {
      throw new ContentException(
          ErrorWord.INSUFFICIENT_MESSAGE_SECURITY,
          "message is not encrypted, the partnership requires encryption");
    }
    isCompressed = true;
    InputStream content = CompressedReader.open(reader);
    toClose.add(content);
    InputStream limited = budget.limit(content);
    Optional<ReadOutcome.Signature> signature = read(IncomingEntity.open(limited));
    drainAll(limited);
    return signature;
  }

  private ReadOutcome.Signature readSigned(IncomingEntity entity, ParameterizedValue type)
      throws IOException {
    if (isSigned) {
      throw ContentException.broken("signed twice");
    }
    isSigned = true;
    String boundary =
        type.parameter("boundary")
            .orElseThrow(() -> ContentException.broken("multipart/signed has no boundary"));
    MultipartReader parts =
        new MultipartReader(TransferEncoding.decode(entity.headers(), entity.body()), boundary);
    if (!parts.nextPart()) {
      throw ContentException.broken("multipart/signed has no parts");
    }
    SignedPart part = readSignedPart(IncomingEntity.open(parts.part()), type.parameter("micalg"));
    if (!parts.nextPart()) {
      throw ContentException.broken("multipart/signed has one part, expected two");
    }
    byte[] signature = readSignature(IncomingEntity.open(parts.part()));
    if (parts.nextPart()) {
      throw ContentException.broken("multipart/signed has more than two parts");
    }
    parts.passEpilogue();
    return verify(part, signature);
  }

  private SignedPart readSignedPart(IncomingEntity inner, Optional<String> micalg)
      throws IOException {
    Digests digests = new Digests(digestsToTake(micalg), providers);
    ReadOutcome.Covered part =
        new ReadOutcome.Covered(inner.headerBlock(), !inner.isReproducedByPayload());
    readCovered(part, inner, digests, this::readInsideSignature);
    return new SignedPart(part, digests);
  }

  /** Reads what is inside an entity. */
  @FunctionalInterface
  private interface Inside {
    void read(IncomingEntity entity) throws IOException;
  }

  /** Digests the octets that the MIC covers as they stand, while what is inside them is read. */
  private void readCovered(
      ReadOutcome.Covered content, IncomingEntity entity, Digests digests, Inside inside)
      throws IOException {
    byte[] headers = content.headers().toBytes();
    digests.update(headers);
    try (OutputStream kept =
        content.isKept() ? sink.openSignedEntity() : OutputStream.nullOutputStream()) {
      kept.write(headers);
      InputStream tapped =
          new TapInputStream(
              entity.body(),
              (octets, offset, length) -> {
                digests.update(octets, offset, length);
                kept.write(octets, offset, length);
              });
      inside.read(new IncomingEntity(entity.headerBlock(), entity.headers(), tapped));
      drainAll(tapped);
    }
  }

  private void readInsideSignature(IncomingEntity inner) throws IOException {
    ParameterizedValue type = inner.contentType();
    if (!IncomingEntity.isCms(type)) {
      readPayload(inner);
      return;
    }
    Optional<InputStream> opened = isCompressed ? Optional.empty() : CompressedEntity.open(inner);
    InputStream content =
        opened.orElseThrow(
            () -> ContentException.broken("signed content is CMS but not compressed once"));
    isCompressed = true;
    toClose.add(content);
    InputStream limited = budget.limit(content);
    readPayload(IncomingEntity.open(limited));
    drainAll(limited);
  }

  /**
   * What micalg names if that is accepted, else all that is accepted: the SignerInfo has the last
   * word.
   */
  private Set<MicAlgorithm> digestsToTake(Optional<String> micalg) {
    Set<MicAlgorithm> accepted = EnumSet.noneOf(MicAlgorithm.class);
    policy.acceptSign().stream().map(SignatureAlgorithm::digest).forEach(accepted::add);
    return micalg
        .flatMap(MicAlgorithm::parse)
        .filter(accepted::contains)
        .<Set<MicAlgorithm>>map(EnumSet::of)
        .orElse(accepted);
  }

  private static byte[] readSignature(IncomingEntity part) throws IOException {
    String type = part.contentType().value();
    if (!type.endsWith("pkcs7-signature")) {
      throw ContentException.broken(
          "second part of multipart/signed is '" + type + "', expected a signature");
    }
    InputStream in = TransferEncoding.decode(part.headers(), part.body());
    byte[] signature = in.readNBytes(SignatureVerifier.MAX_BYTES + 1);
    if (signature.length > SignatureVerifier.MAX_BYTES) {
      throw ContentException.broken(
          "signature of more than " + SignatureVerifier.MAX_BYTES + " octets");
    }
    return signature;
  }

  private ReadOutcome.Signature verify(SignedPart part, byte[] signature) throws IOException {
    Map<MicAlgorithm, byte[]> digests = part.digests().values();
    SignatureCheck check =
        SignatureVerifier.verify(signature, digests, policy.signers(), policy.acceptSign());
    if (check instanceof SignatureCheck.NeedsDigest needed) {
      // micalg named another digest than the SignerInfo: a second pass over what was kept
      digests = digestAgain(part, needed.algorithm());
      check = SignatureVerifier.verify(signature, digests, policy.signers(), policy.acceptSign());
    }
    if (check instanceof SignatureCheck.Valid valid) {
      verifiedDigests = digests;
      covered = part.covered();
      return new ReadOutcome.Signature(
          Octets.of(signature), valid.certificate(), valid.algorithm());
    }
    if (check instanceof SignatureCheck.Refused refused) {
      unverified = new ReadOutcome.Unverified(Octets.of(signature), part.covered());
      throw new ContentException(refused.reason().word(), refused.cause());
    }
    throw new IllegalStateException("a digest was asked for twice");
  }

  private Map<MicAlgorithm, byte[]> verifiedDigests = Map.of();

  private Mic signedMic(ReadOutcome.Signature signature) {
    MicAlgorithm algorithm = signature.algorithm().digest();
    return Mic.of(Objects.requireNonNull(verifiedDigests.get(algorithm)), algorithm);
  }

  private Map<MicAlgorithm, byte[]> digestAgain(SignedPart part, MicAlgorithm algorithm)
      throws IOException {
    Digests digests = new Digests(Set.of(algorithm), providers);
    try (InputStream entity =
        part.covered().isKept()
            ? sink.reopenSignedEntity()
            : new SequenceInputStream(
                new ByteArrayInputStream(part.covered().headers().toBytes()),
                sink.reopenPayload(0))) {
      drainAll(new TapInputStream(entity, digests::update));
    }
    return digests.values();
  }

  /**
   * The innermost entity. Outside a signature its MIC covers the headers if it was wrapped
   * (protocol.md §3.2, §3.3).
   */
  private void readPayload(IncomingEntity entity) throws IOException {
    ParameterizedValue type = entity.contentType();
    if (IncomingEntity.isCms(type) || type.value().equals("multipart/signed")) {
      throw ContentException.broken(
          "a further layer '" + type.value() + "' where the payload is due");
    }
    if (isSigned) {
      payloads.write(entity.headers(), entity.body());
      return;
    }
    if (policy.isSignatureRequired()) {
      throw isEncrypted && !entity.isCleanlyReadable() ? garbage() : unsigned();
    }
    boolean isWrapped = isEncrypted || isCompressed;
    covered =
        new ReadOutcome.Covered(
            isWrapped ? entity.headerBlock() : Octets.of(new byte[0]),
            !entity.isReproducedByPayload());
    Digests digests = new Digests(Set.of(policy.unsignedMic()), providers);
    readCovered(covered, entity, digests, inner -> payloads.write(inner.headers(), inner.body()));
    unsignedMic = digests.mics().get(0);
  }
}
