package org.as2gateway.transport.as2.explain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.as2.mdn.Mdn;
import org.as2gateway.as2.mdn.MdnReader;
import org.as2gateway.as2.mdn.MdnSignature;
import org.as2gateway.as2.smime.CompressedEntity;
import org.as2gateway.as2.smime.SignatureVerifier;
import org.as2gateway.as2.wire.ContentSource;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.registry.partnerships.PartnerProfiles;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.payload.Content;
import org.as2gateway.store.payload.PayloadStore;

/**
 * Explains a message whose digest did not hold: one that we sent and whose receipt returned another
 * MIC, or one that we refused because its signature is over other content. Reads what was kept of
 * it; safe for many threads.
 */
public final class MessageExplainer implements Explainer {
  /** Content beyond this is not tried out: somebody waits for the answer. */
  static final long MAX_BYTES = 256L * 1024 * 1024;

  private static final int MAX_PRODUCT = 100;

  private final MessageLog messages;
  private final PayloadStore files;

  /** Explains messages of that log, out of those files. */
  public MessageExplainer(MessageLog messages, PayloadStore files) {
    this.messages = messages;
    this.files = files;
  }

  /**
   * Explains the message.
   *
   * @return empty if no digest of it is in doubt, or nothing of it is kept any more
   * @throws IOException if what was kept cannot be read
   */
  @Override
  public Optional<Explanation> explain(MessageRecord message) throws IOException {
    Optional<Mic> claimed =
        message.direction() == Direction.OUT ? returnedMic(message) : signedDigest(message);
    List<DigestInput> inputs = claimed.isPresent() ? inputs(message) : List.of();
    Optional<Explanation> found =
        inputs.isEmpty()
            ? signatureOfReceipt(message)
            : Optional.of(DigestExplainer.explain(inputs, claimed.get()));
    return found.map(
        explanation ->
            product(message)
                .map(name -> "the partner's software calls itself '" + name + "'")
                .map(explanation::alsoKnown)
                .orElse(explanation));
  }

  /** What the signature of a rejected receipt is over, where that is not the receipt. */
  private Optional<Explanation> signatureOfReceipt(MessageRecord message) throws IOException {
    Optional<MdnSignature> signature = rejectedMdn(message).flatMap(Mdn::signature);
    Optional<Mic> signed = signature.flatMap(MdnSignature::foreignDigest);
    if (signed.isEmpty()) {
      return Optional.empty();
    }
    byte[] receipt = signature.get().signedPart().toBytes();
    Explanation explanation =
        DigestExplainer.explain(
            List.of(
                new DigestInput(
                    "the signed part of the receipt",
                    "",
                    "",
                    List.of(),
                    () -> new ByteArrayInputStream(receipt))),
            signed.get());
    return Optional.of(
        new Explanation(
            explanation.isFound(),
            explanation.finding(),
            "the partner's software signs other octets than it sends, or a program between rewrites"
                + " receipts",
            "tell the partner: openssl refuses its receipts too; until that is mended, ask it for"
                + " unsigned ones (as2_mdn_options)",
            PartnerProfiles.knownFor("receipt")));
  }

  /** What the partner's last MDN or its message says of the software. */
  private Optional<String> product(MessageRecord message) {
    EvidenceKind kind =
        message.direction() == Direction.OUT ? EvidenceKind.MDN : EvidenceKind.REQUEST_HEADERS;
    Optional<Headers> headers =
        first(message, kind)
            .map(octets -> new String(octets.toBytes(), StandardCharsets.ISO_8859_1))
            .map(text -> Headers.parseLenient(text.split("\\r?\\n\\r?\\n", 2)[0]));
    return headers
        .flatMap(
            found ->
                Stream.of(HeaderNames.AS2_PRODUCT, "Server", "User-Agent")
                    .flatMap(name -> found.first(name).stream())
                    .findFirst())
        .map(name -> PartnerText.clean(name, MAX_PRODUCT))
        .filter(name -> !name.isEmpty());
  }

  /** The MIC of a receipt that was rejected for it. */
  private Optional<Mic> returnedMic(MessageRecord message) {
    Mic expected = message.mic();
    return expected == null
        ? Optional.empty()
        : rejectedMdn(message).flatMap(Mdn::mic).filter(mic -> !mic.matches(expected));
  }

  private Optional<Mdn> rejectedMdn(MessageRecord message) {
    if (message.mdn() != MdnState.REJECTED) {
      return Optional.empty();
    }
    return first(message, EvidenceKind.MDN)
        .map(octets -> MimeEntity.parse(octets.toBytes()))
        .map(entity -> MdnReader.read(entity.headers(), entity.body()))
        .filter(Mdn.class::isInstance)
        .map(Mdn.class::cast);
  }

  /** The digest that a refused message's signature says its content has. */
  private Optional<Mic> signedDigest(MessageRecord message) {
    Reason reason = message.reason();
    boolean isInDoubt = reason == null || reason == Reason.CONTENT_CHANGED; // null in old records
    return message.status() == MessageStatus.REFUSED && isInDoubt
        ? first(message, EvidenceKind.SIGNATURE)
            .flatMap(octets -> SignatureVerifier.claimedDigest(octets.toBytes()))
        : Optional.empty();
  }

  private Optional<Octets> first(MessageRecord message, EvidenceKind kind) {
    return messages.evidence(message.id(), kind).stream().findFirst().map(Evidence::content);
  }

  private List<DigestInput> inputs(MessageRecord message) {
    List<DigestInput> all = new ArrayList<>();
    Optional<Content> whole = file(message, PayloadStore.COVERED_CONTENT);
    Optional<Content> payload = file(message, 0);
    byte[] headers =
        first(message, EvidenceKind.SIGNED_HEADERS).map(Octets::toBytes).orElse(new byte[0]);
    List<ContentSource> entities = new ArrayList<>();
    whole.ifPresent(entities::add);
    if (payload.isPresent() && headers.length > 0) {
      entities.add(
          () -> new SequenceInputStream(new ByteArrayInputStream(headers), payload.get().open()));
    }
    entities.forEach(entity -> all.add(covered(entity)));
    payload.map(MessageExplainer::payloadAlone).ifPresent(all::add);
    whole.ifPresent(
        file -> {
          all.add(uncompressed(file));
          all.add(bodyOf(file));
        });
    for (ContentSource entity : entities) {
      for (Recoded form : Recoded.values()) {
        all.add(recoded(entity, form));
      }
    }
    if (message.direction() == Direction.OUT) {
      files.wire(message.id()).map(MessageExplainer::wire).ifPresent(all::add);
    }
    return all.stream().map(MessageExplainer::limited).toList();
  }

  private Optional<Content> file(MessageRecord message, int index) {
    return message.status() == MessageStatus.REFUSED
        ? files.refusedBody(message.id(), index)
        : files.payload(message.id(), index);
  }

  private static DigestInput covered(ContentSource content) {
    return new DigestInput(
        "the signed content, its MIME headers included, as we have it",
        "the digest covers the right content; the algorithm or its spelling differs",
        "compare the algorithm that the partner names with the length of its digest",
        List.of(),
        content);
  }

  private static DigestInput payloadAlone(ContentSource content) {
    return new DigestInput(
        "the payload alone, without its MIME headers",
        "the partner's software omits the headers of the signed part, which RFC 4130 §7.3.1"
            + " requires",
        "ask the partner to update its software or change its MIC setting",
        PartnerProfiles.knownFor("payload"),
        content);
  }

  private static DigestInput recoded(ContentSource entity, Recoded form) {
    return new DigestInput(
        switch (form) {
          case UNNAMED -> "the signed content without its Content-Transfer-Encoding header";
          case BODY -> "the signed content in another transfer encoding than it was sent in";
          case BODY_AND_HEADER ->
              "the signed content in another transfer encoding than it was sent in, and with a"
                  + " header that says so";
        },
        "the partner's software re-encodes the content before it computes the digest",
        "agree on one content_transfer_encoding, binary or base64; the partner must not re-encode"
            + " signed content",
        PartnerProfiles.knownFor("transfer-encoding"),
        () -> form.of(entity.open()));
  }

  private static DigestInput uncompressed(Content file) {
    return new DigestInput(
        "the content before it was compressed",
        "the partner's software computes the digest after decompression; RFC 5402 §4.1 requires it"
            + " before",
        "set compression_mode to compress-after-signing for this partner, or no compression",
        PartnerProfiles.knownFor("uncompressed"),
        () -> {
          InputStream entity = file.open();
          return CompressedEntity.open(entity).orElse(entity);
        });
  }

  private static DigestInput bodyOf(Content file) {
    return new DigestInput(
        "the body of the signed part, without its MIME headers",
        "the partner's software omits the headers of the signed part, which RFC 4130 §7.3.1"
            + " requires",
        "ask the partner to update its software or change its MIC setting",
        PartnerProfiles.knownFor("payload"),
        () -> {
          InputStream entity = file.open();
          skipHeaders(entity);
          return entity;
        });
  }

  private static DigestInput wire(Content file) {
    return new DigestInput(
        "the body of the HTTP request as it was sent",
        "the partner took the encrypted or compressed body for the payload: it did not open it",
        "ask which algorithms the partner can open; AES-CBC is the safest choice",
        PartnerProfiles.knownFor("request-body"),
        file);
  }

  /** Up to the blank line: LF LF or LF CR LF. */
  private static void skipHeaders(InputStream in) throws IOException {
    int lineLength = 0;
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      if (octet == '\n') {
        if (lineLength == 0) {
          return;
        }
        lineLength = 0;
      } else if (octet != '\r') {
        lineLength++;
      }
    }
  }

  private static DigestInput limited(DigestInput input) {
    return new DigestInput(
        input.what(),
        input.cause(),
        input.remedy(),
        input.known(),
        () -> new LimitedContent(input.content().open(), MAX_BYTES));
  }
}
