package org.as2gateway.admin.messages;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.Gateway;
import org.as2gateway.admin.evidence.KeptEntity;
import org.as2gateway.admin.evidence.Pem;
import org.as2gateway.admin.port.Json;
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
import tools.jackson.databind.node.ObjectNode;

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
  ObjectNode of(Octets entity) {
    ObjectNode json = Json.object();
    json.put("id", message.id());
    json.put("messageId", message.as2().messageId());
    json.put("direction", message.direction().text());
    json.put("status", message.status().text());
    json.put("mdn", message.as2().mdn().text());
    json.put("error", message.error());
    json.put("reason", MessageJson.code(message.reason()));
    MdnReadResult result = KeptEntity.mdn(entity.toBytes());
    if (result instanceof Mdn mdn) {
      addContent(json, mdn);
      addSignature(json.putObject("signature"), mdn);
      addMic(json.putObject("micCheck"), mdn);
    } else {
      json.put("unreadable", result.toString());
    }
    return json;
  }

  private void addContent(ObjectNode json, Mdn mdn) {
    json.put("disposition", disposition(mdn));
    json.put("positive", mdn.isPositive());
    json.put("text", Text.clean(mdn.humanText()));
    json.put("reportingUa", mdn.reportingUa().map(Text::cut).orElse(null));
    json.put("finalRecipient", mdn.finalRecipient().map(Text::cut).orElse(null));
    json.put("originalMessageId", mdn.originalMessageId().map(Text::cut).orElse(null));
    json.put("sameMessage", isForMessage(mdn));
    List<String> errors = new ArrayList<>(mdn.errors());
    errors.addAll(mdn.failures());
    var list = json.putArray("errors");
    errors.forEach(error -> list.add(Text.cut(error)));
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
        .filter(original -> original.isSame(new MessageId(message.as2().messageId())))
        .isPresent();
  }

  private void addSignature(ObjectNode json, Mdn mdn) {
    Optional<MdnSignature> signature = mdn.signature();
    if (signature.isEmpty()) {
      json.put("state", "none");
      return;
    }
    SignatureCheck check =
        signature.get().verify(candidates(), Set.of(SignatureAlgorithm.values()));
    if (check instanceof SignatureCheck.Valid valid) {
      json.put("state", "valid");
      json.put("algorithm", valid.algorithm().spelling());
      json.put("signer", valid.certificate().getSubjectX500Principal().getName());
      json.put("signerFingerprint", Fingerprint.of(valid.certificate()));
      json.put("signerIssuer", valid.certificate().getIssuerX500Principal().getName());
      json.put("signerSerial", valid.certificate().getSerialNumber().toString(16));
      json.put("signerFrom", Json.time(valid.certificate().getNotBefore().toInstant()));
      json.put("signerExpires", Json.time(valid.certificate().getNotAfter().toInstant()));
    } else {
      json.put("state", "invalid");
      json.put(
          "problem",
          check instanceof SignatureCheck.Refused refused ? refused.cause() : "unreadable");
    }
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

  private void explain(ObjectNode json) {
    try {
      gateway
          .explain(message)
          .ifPresent(found -> json.set("explanation", ExplanationJson.of(found)));
    } catch (IOException e) {
      LOG.warn("the MIC of message {} cannot be explained: {}", message.id(), e.toString());
    }
  }

  private void addMic(ObjectNode json, Mdn mdn) {
    @Nullable Mic expected = message.as2().mic();
    Optional<Mic> received = mdn.mic();
    json.put("expected", expected == null ? null : expected.fieldValue());
    json.put("received", mdn.receivedContentMic().map(Text::cut).orElse(null));
    json.put("equal", expected != null && received.filter(expected::matches).isPresent());
    if (expected != null && received.filter(expected::matches).isEmpty()) {
      explain(json);
    }
    json.put("byUs", message.direction() == Direction.IN);
  }
}
