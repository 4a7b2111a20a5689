package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.ParameterizedValue;
import org.as2gateway.as2.wire.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one message. Structure: payload | signed(x) | enveloped(x) | compressed(x), each
 * at most once, the envelope outermost, compression inside the signature or right around it
 * (protocol.md §2.3). Inside an envelope nothing is tolerated that the signature does not cover
 * (§5.4).
 */
final class Reading implements AutoCloseable {

  private final ReadPolicy policy;
  private final Predicate<Octets> usedKeys;
  private final CryptoProviders providers;
  private final MessageReader.Source source;
  private final CoveredReader coveredReader;
  private final PayloadWriter payloads;
  private final ContentBudget budget;
  private final List<InputStream> toClose = new ArrayList<>();

  private boolean isEncrypted;
  private boolean isSigned;
  private boolean isCompressed;
  private boolean isSignatureJudged;

  /**
   * Plaintext of the envelope while it is being read: drained after damage, so that all damage
   * costs the same.
   */
  private @Nullable InputStream plaintext;

  private @Nullable Envelope envelope;

  /** Whether the tag of the envelope, or what it covers, turned out wrong. */
  private boolean isTagWrong;

  private @Nullable Mic unsignedMic;
  private ReadOutcome.@Nullable Unverified unverified;

  private ReadOutcome.@Nullable Covered covered;

  /**
   * A reading.
   *
   * @param usedKeys digests of encrypted content keys whose envelopes are not to be opened
   */
  Reading(
      ReadPolicy policy,
      Predicate<Octets> usedKeys,
      MessageReader.GuardedSink sink,
      CryptoProviders providers,
      MessageReader.Source source) {
    this.policy = policy;
    this.usedKeys = usedKeys;
    this.providers = providers;
    this.source = source;
    this.coveredReader = new CoveredReader(policy, sink, providers);
    this.budget = new ContentBudget(policy.limits(), source);
    this.payloads = new PayloadWriter(sink, providers, policy.limits().parts());
  }

  ReadOutcome run(Headers headers) throws IOException {
    Optional<ReadOutcome.Signature> signature =
        read(new IncomingEntity(Octets.of(new byte[0]), headers, new BufferedSource(source)));
    Tail.pass(source);
    if (signature.isEmpty() && policy.isSignatureRequired()) {
      throw unsigned();
    }
    Mic mic =
        signature.isPresent() ? signedMic(signature.get()) : Objects.requireNonNull(unsignedMic);
    return new ReadOutcome.Opened(
        layers(),
        payloads.written(),
        mic,
        Objects.requireNonNull(covered),
        signature,
        envelopeDigest());
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

  private Optional<EnvelopeDigest> envelopeDigest() {
    return Optional.ofNullable(envelope).map(Envelope::digest);
  }

  /** The envelope is not opened, its key being one of those that are not to be used again. */
  static final class UsedKeyException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  ReadOutcome unopened() {
    return new ReadOutcome.Unopened(layers(), envelopeDigest().orElseThrow());
  }

  /**
   * The refusal of this content; inside an envelope all damage looks alike (protocol.md §1). A
   * wrong tag counts before policy, bad padding does not: that would make the answer a padding
   * oracle. Only where a tag holds may somebody else's signature be called one.
   */
  ReadOutcome refused(ContentException e) {
    boolean isTagged = envelope != null && envelope.isAuthenticated() && !isTagWrong;
    boolean isTold =
        (e.word() == ErrorWord.INSUFFICIENT_MESSAGE_SECURITY && !isTagWrong)
            || (e.word() == ErrorWord.AUTHENTICATION_FAILED && isTagged);
    ErrorWord word = isEncrypted && !isTold ? ErrorWord.DECRYPTION_FAILED : e.word();
    return new ReadOutcome.Refused(
        layers(),
        word,
        Reason.ofRefusal(e.word()),
        String.valueOf(e.getMessage()),
        Optional.ofNullable(unverified),
        envelopeDigest());
  }

  /** Reads what is left, through the cipher as far as it goes, then as it is. */
  void drain() throws IOException {
    if (plaintext != null) {
      try {
        Decoy.digest(plaintext, providers);
      } catch (IOException | RuntimeException e) {
        source.rethrowFailure();
        // other further damage says nothing new
        isTagWrong = envelope != null && envelope.isAuthenticated();
      }
      if (!isSignatureJudged) {
        Decoy.verify(policy, providers);
      }
    }
    Tail.pass(source);
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
            BufferedSource.over(
                TransferEncoding.decodeCms(entity.headers(), entity.body(), isEncrypted)));
    BerReader.Scope whole = reader.enter(BerReader.SEQUENCE);
    CmsType type =
        CmsType.read(reader)
            .orElseThrow(() -> ContentException.broken("CMS content type is not one of AS2"));
    switch (type) {
      case ENVELOPED, AUTH_ENVELOPED -> {
        return readEnvelope(reader, type);
      }
      case COMPRESSED -> {
        return readCompressed(reader, whole);
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
    isEncrypted = true;
    KeyUnwrapper unwrapper = new KeyUnwrapper(policy.decryptionKeys(), providers);
    Envelope opened =
        new EnvelopeReader(unwrapper, policy.acceptEncrypt(), providers).open(reader, type);
    envelope = opened;
    if (opened.encryptedKeys().stream().anyMatch(usedKeys)) {
      opened.pass();
      throw new UsedKeyException();
    }
    plaintext = budget.limit(opened.plaintext());
    IncomingEntity inner = IncomingEntity.open(plaintext);
    if (!inner.headers().contains(HeaderNames.CONTENT_TYPE)) {
      throw ContentException.broken("decrypted content is no MIME entity with a Content-Type");
    }
    inner.requireMimeHeaders();
    Optional<ReadOutcome.Signature> signature = read(inner);
    // to the very end, where the padding or the tag is judged
    Tail.requireBlank(inner.body(), "behind the content");
    return signature;
  }

  private Optional<ReadOutcome.Signature> readCompressed(BerReader reader, BerReader.Scope whole)
      throws IOException {
    if (isCompressed) {
      throw ContentException.broken("compressed twice");
    }
    if (policy.isEncryptionRequired() && !isEncrypted) {
      throw new ContentException(
          ErrorWord.INSUFFICIENT_MESSAGE_SECURITY,
          "message is not encrypted, the partnership requires encryption");
    }
    isCompressed = true;
    CompressedReader content = CompressedReader.open(reader);
    toClose.add(content);
    IncomingEntity inner = IncomingEntity.open(budget.limit(content));
    if (!isEncrypted) {
      Optional<ReadOutcome.Signature> signature = read(inner);
      Tail.pass(inner.body());
      return signature;
    }
    inner.requireMimeHeaders();
    Optional<ReadOutcome.Signature> signature = read(inner);
    Tail.requireBlank(inner.body(), "behind the compressed entity");
    content.requireEnd(whole);
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
    InputStream body =
        isEncrypted
            ? TransferEncoding.decodeStrictly(entity.headers(), entity.body())
            : TransferEncoding.decode(entity.headers(), entity.body());
    MultipartReader parts = new MultipartReader(body, boundary, isEncrypted);
    if (!parts.nextPart()) {
      throw ContentException.broken("multipart/signed has no parts");
    }
    CoveredReader.Part part =
        coveredReader.readSigned(
            IncomingEntity.open(parts.part()), type.parameter("micalg"), this::readInsideSignature);
    if (!parts.nextPart()) {
      throw ContentException.broken("multipart/signed has one part, expected two");
    }
    // judged before what follows is read: the verdict must not depend on that
    ReadOutcome.Signature signature =
        verify(part, readSignature(IncomingEntity.open(parts.part())));
    if (parts.nextPart()) {
      throw ContentException.broken("multipart/signed has more than two parts");
    }
    parts.passEpilogue();
    return signature;
  }

  private void readInsideSignature(IncomingEntity inner) throws IOException {
    ParameterizedValue type = inner.contentType();
    if (!IncomingEntity.isCms(type)) {
      readPayload(inner);
      return;
    }
    Optional<CompressedReader> opened =
        isCompressed ? Optional.empty() : CompressedEntity.open(inner);
    CompressedReader content =
        opened.orElseThrow(
            () -> ContentException.broken("signed content is CMS but not compressed once"));
    isCompressed = true;
    toClose.add(content);
    InputStream limited = budget.limit(content);
    readPayload(IncomingEntity.open(limited));
    Tail.pass(limited);
  }

  private byte[] readSignature(IncomingEntity part) throws IOException {
    String type = part.contentType().value();
    if (!type.endsWith("pkcs7-signature")) {
      throw ContentException.broken(
          "second part of multipart/signed is '" + type + "', expected a signature");
    }
    if (!isEncrypted) {
      return read(TransferEncoding.decode(part.headers(), part.body()));
    }
    part.requireMimeHeaders();
    byte[] signature = read(TransferEncoding.decodeStrictly(part.headers(), part.body()));
    Tail.requireBlank(part.body(), "behind the signature");
    return signature;
  }

  private static byte[] read(InputStream in) throws IOException {
    byte[] signature = in.readNBytes(SignatureVerifier.MAX_BYTES + 1);
    if (signature.length > SignatureVerifier.MAX_BYTES) {
      throw ContentException.broken(
          "signature of more than " + SignatureVerifier.MAX_BYTES + " octets");
    }
    return signature;
  }

  private ReadOutcome.Signature verify(CoveredReader.Part part, byte[] signature)
      throws IOException {
    isSignatureJudged = true;
    Map<MicAlgorithm, byte[]> digests = part.digests().values();
    SignatureCheck check =
        SignatureVerifier.verify(signature, digests, policy.signers(), policy.acceptSign());
    if (check instanceof SignatureCheck.NeedsDigest needed) {
      // micalg named another digest than the SignerInfo: a second pass over what was kept
      digests = coveredReader.digestAgain(part, needed.algorithm());
      check = SignatureVerifier.verify(signature, digests, policy.signers(), policy.acceptSign());
    }
    if (check instanceof SignatureCheck.Valid valid) {
      verifiedDigests = digests;
      covered = part.covered();
      return new ReadOutcome.Signature(
          Octets.of(signature),
          valid.certificate(),
          valid.algorithm(),
          SignatureVerifier.valueDigest(signature));
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
    CoveredReader.Part part =
        coveredReader.read(
            covered,
            entity,
            Set.of(policy.unsignedMic()),
            inner -> payloads.write(inner.headers(), inner.body()));
    unsignedMic = part.digests().mics().get(0);
  }
}
