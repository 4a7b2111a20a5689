package org.as2gateway.admin.messages;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.as2gateway.Gateway;
import org.as2gateway.admin.evidence.KeptEntity;
import org.as2gateway.admin.evidence.Pem;
import org.as2gateway.admin.messages.ReceiptJson.MdnJson;
import org.as2gateway.admin.messages.ReceiptJson.MicCheckJson;
import org.as2gateway.admin.messages.ReceiptJson.SignatureJson;
import org.as2gateway.admin.messages.ReceiptJson.SignerJson;
import org.as2gateway.admin.port.Text;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.mdn.Mdn;
import org.as2gateway.as2.mdn.MdnReadResult;
import org.as2gateway.as2.mdn.MdnSignature;
import org.as2gateway.as2.smime.SignatureCheck;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MessageRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a kept MDN again and says what of it holds: signature, message, MIC, disposition. It
 * repeats the checks for the reader; what was concluded when the MDN came stands in the message.
 */
final class ReceiptReport {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiptReport.class);

  private final Gateway gateway;
  private final MessageRecord message;
  private final Instant now;

  ReceiptReport(Gateway gateway, MessageRecord message, Instant now) {
    this.gateway = gateway;
    this.message = message;
    this.now = now;
  }

  /** The report of that MDN entity: header lines, blank line, body. */
  ReceiptJson of(Octets entity) {
    MdnReadResult result = KeptEntity.mdn(entity.toBytes());
    return result instanceof Mdn mdn
        ? ReceiptJson.of(message, content(mdn))
        : ReceiptJson.unreadable(message, result.toString());
  }

  private MdnJson content(Mdn mdn) {
    return new MdnJson(
        disposition(mdn),
        mdn.isPositive(),
        Text.clean(mdn.humanText()),
        mdn.reportingUa().map(Text::cut).orElse(null),
        mdn.finalRecipient().map(Text::cut).orElse(null),
        mdn.originalMessageId().map(Text::cut).orElse(null),
        isForMessage(mdn),
        Stream.concat(mdn.errors().stream(), mdn.failures().stream()).map(Text::cut).toList(),
        signature(mdn),
        mic(mdn));
  }

  private static String disposition(Mdn mdn) {
    return Text.cut(
        mdn.dispositions().stream()
            .map(Disposition::fieldValue)
            .collect(Collectors.joining(" | ")));
  }

  private boolean isForMessage(Mdn mdn) {
    return mdn.originalMessageId()
        .flatMap(MessageId::parse)
        .filter(original -> original.isSame(new MessageId(message.messageId())))
        .isPresent();
  }

  private SignatureJson signature(Mdn mdn) {
    Optional<MdnSignature> signature = mdn.signature();
    if (signature.isEmpty()) {
      return SignatureJson.none();
    }
    SignatureCheck check =
        signature.get().verify(candidates(), Set.of(SignatureAlgorithm.values()));
    if (!(check instanceof SignatureCheck.Valid valid)) {
      return SignatureJson.invalid(
          check instanceof SignatureCheck.Refused refused ? refused.cause() : "unreadable");
    }
    X509Certificate certificate = valid.certificate();
    return SignatureJson.valid(
        new SignerJson(
            valid.algorithm().spelling(),
            certificate.getSubjectX500Principal().getName(),
            Fingerprint.of(certificate),
            certificate.getIssuerX500Principal().getName(),
            certificate.getSerialNumber().toString(16),
            certificate.getNotBefore().toInstant(),
            certificate.getNotAfter().toInstant()));
  }

  /**
   * The certificate that counted when the MDN came, which may have been retired since; without one,
   * those that would count now.
   */
  private List<X509Certificate> candidates() {
    List<X509Certificate> then =
        gateway.messages().evidence(message.id(), EvidenceKind.MDN_SIGNER_CERTIFICATE).stream()
            .map(Evidence::content)
            .map(der -> Pem.read(der.toBytes()))
            .flatMap(Optional::stream)
            .toList();
    if (!then.isEmpty()) {
      return then;
    }
    Registry registry = gateway.registry();
    return registry
        .partnerships()
        .partnership(message.partnership())
        .map(Partnership::receiver)
        .flatMap(Partner::x509Alias)
        .map(alias -> registry.certificates().verifying(alias, now))
        .orElse(List.of());
  }

  private Optional<ExplanationJson> explanation() {
    try {
      return gateway.explain(message).map(ExplanationJson::of);
    } catch (IOException e) {
      LOG.warn("the MIC of message {} cannot be explained: {}", message.id(), e.toString());
      return Optional.empty();
    }
  }

  private MicCheckJson mic(Mdn mdn) {
    @Nullable Mic expected = message.mic();
    boolean isEqual = expected != null && mdn.mic().filter(expected::matches).isPresent();
    return new MicCheckJson(
        expected == null ? null : expected.fieldValue(),
        mdn.receivedContentMic().map(Text::cut).orElse(null),
        isEqual,
        expected == null || isEqual ? Optional.empty() : explanation(),
        message.direction() == Direction.IN);
  }
}
