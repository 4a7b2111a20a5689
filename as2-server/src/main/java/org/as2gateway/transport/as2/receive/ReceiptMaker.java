package org.as2gateway.transport.as2.receive;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.mdn.MdnContent;
import org.as2gateway.as2.mdn.MdnWriter;
import org.as2gateway.as2.smime.CryptoProviders;
import org.as2gateway.as2.smime.DetachedSigner;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.EdiintFeature;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;

/** Makes the MDN for a received message, signed by the station it was sent to. */
final class ReceiptMaker {
  private static final String DOMAIN = "mdn.as2";

  private final Clock clock;

  ReceiptMaker(Clock clock) {
    this.clock = clock;
  }

  /**
   * An MDN as it goes out.
   *
   * @param entity HTTP header fields and body
   * @param signer whose key signed it; empty for an unsigned one
   */
  record Receipt(MimeEntity entity, Optional<OwnKey> signer) {}

  /** What an MDN answers: the message's headers, when it came and how long its body was. */
  record Answered(Headers headers, Instant receivedAt, long bytes) {}

  /** What an MDN says of the message, with the MIC where there is one. */
  record Judgement(Disposition disposition, Optional<Mic> mic) {}

  /** An MDN that says this of the message. */
  Receipt make(
      Answered message,
      Judgement judgement,
      ReceiptPlan plan,
      Optional<OwnKey> key,
      Partnership partnership) {
    Instant now = clock.instant();
    Optional<Mic> mic = judgement.mic();
    MessageId id = MessageId.generate(CryptoProviders.shared().secureRandom(), DOMAIN);
    MdnContent content =
        MdnContent.answering(
                message.headers(), message.receivedAt(), id, now, judgement.disposition())
            .withReceivedBytes(message.bytes())
            .withVersion(
                partnership.message().as2Version(),
                Optional.of(EdiintFeature.fieldValue(partnership.features()))
                    .filter(features -> !features.isEmpty()));
    if (mic.isPresent()) {
      content = content.withMic(mic.get().fieldValue(plan.spelling(mic.get().algorithm())));
    }
    if (!plan.isSigned() || key.isEmpty()) {
      return new Receipt(MdnWriter.write(content), Optional.empty());
    }
    MicAlgorithm digest = signable(mic.map(Mic::algorithm).orElse(plan.mic()));
    SignatureAlgorithm algorithm = SignatureAlgorithm.of(digest, false).orElseThrow();
    DetachedSigner signer =
        new DetachedSigner(
            key.get(),
            algorithm,
            partnership.security().includeCertificate(),
            partnership.security().cmsAlgorithmProtection());
    return new Receipt(
        MdnWriter.writeSigned(content, signer, plan.spelling(signer.digestAlgorithm())), key);
  }

  private static MicAlgorithm signable(MicAlgorithm digest) {
    return digest == MicAlgorithm.MD5 ? MicAlgorithm.SHA256 : digest;
  }

  /** The key that signs receipts of the partnership now. */
  Optional<OwnKey> key(Registry registry, Partnership partnership) {
    return partnership
        .receiver()
        .x509Alias()
        .flatMap(alias -> registry.certificates().signing(alias, clock.instant()));
  }
}
