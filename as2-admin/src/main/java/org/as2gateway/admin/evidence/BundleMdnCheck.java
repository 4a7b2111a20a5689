package org.as2gateway.admin.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.mdn.Mdn;
import org.as2gateway.as2.mdn.MdnReadResult;
import org.as2gateway.as2.mdn.MdnSignature;
import org.as2gateway.as2.smime.SignatureCheck;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import tools.jackson.databind.JsonNode;

/** The receipt in a bundle: signature, message, MIC, disposition. */
final class BundleMdnCheck {
  private static final String RECEIPT = "receipt";

  private final BundleFile bundle;
  private final BundleReport report;
  private final JsonNode message;

  BundleMdnCheck(BundleFile bundle, BundleReport report, JsonNode message) {
    this.bundle = bundle;
    this.report = report;
    this.message = message;
  }

  void run(Optional<Mic> recorded, Map<MicAlgorithm, byte[]> digests)
      throws IOException, BadBundleException {
    Optional<byte[]> entity = bundle.octets(BundleNames.MDN);
    if (entity.isEmpty()) {
      String state = message.path("mdn").asString("");
      if (state.equals("verified") || state.equals("negative") || state.equals("rejected")) {
        report.fails(RECEIPT, "the message has a receipt, but the bundle does not contain it");
      } else {
        report.absent(RECEIPT, "none: there is no proof that the message arrived");
      }
      return;
    }
    MdnReadResult read = KeptEntity.mdn(entity.get());
    if (read instanceof MdnReadResult.NotMdn none) {
      report.fails(RECEIPT, "it cannot be read: " + BundleCheck.cut(none.cause()));
      return;
    }
    Mdn mdn = (Mdn) read;
    Optional<SignatureCheck.Valid> signer = checkSignature(mdn);
    checkMessage(mdn);
    checkMic(mdn, recorded, digests);
    checkDisposition(mdn, signer);
  }

  private Optional<SignatureCheck.Valid> checkSignature(Mdn mdn)
      throws IOException, BadBundleException {
    if (mdn.signature().isEmpty()) {
      if (bundle.has(BundleNames.MDN_SIGNATURE)) {
        report.fails(RECEIPT, "the receipt is not signed, but the bundle contains a signature");
      } else {
        report.absent(RECEIPT, "not signed: there is no proof of who wrote it");
      }
      return Optional.empty();
    }
    MdnSignature signature = mdn.signature().get();
    boolean isAsExtracted =
        isSame(BundleNames.MDN_SIGNED_PART, signature.covered())
            && isSame(BundleNames.MDN_SIGNATURE, signature.signature());
    if (!isAsExtracted) {
      report.fails(RECEIPT, "its signed part or signature does not belong to " + BundleNames.MDN);
      return Optional.empty();
    }
    List<X509Certificate> signer =
        bundle.octets(BundleNames.MDN_SIGNER).flatMap(Pem::read).stream().toList();
    SignatureCheck check = signature.verify(signer, Set.of(SignatureAlgorithm.values()));
    if (check instanceof SignatureCheck.Valid valid) {
      report.holds(RECEIPT, "signature " + BundleCheck.describe(valid));
      return Optional.of(valid);
    }
    report.fails(RECEIPT, "signature: " + BundleCheck.why(check));
    return Optional.empty();
  }

  private boolean isSame(String name, Octets expected) throws IOException, BadBundleException {
    return bundle.octets(name).map(Octets::of).filter(expected::equals).isPresent();
  }

  private void checkMessage(Mdn mdn) throws IOException, BadBundleException {
    String sent = message.path("messageId").asString("");
    String listed =
        bundle
            .octets(BundleNames.MESSAGE_ID)
            .map(octets -> new String(octets, StandardCharsets.ISO_8859_1).strip())
            .orElse("");
    boolean isSame =
        listed.equals(sent)
            && mdn.originalMessageId()
                .flatMap(MessageId::parse)
                .filter(id -> MessageId.parse(sent).filter(id::isSame).isPresent())
                .isPresent();
    String named = BundleCheck.cut(mdn.originalMessageId().orElse(""));
    report.decide(
        isSame,
        "message",
        "the receipt is for " + named,
        "the receipt is for '" + named + "', the message is '" + BundleCheck.cut(sent) + "'");
  }

  private void checkMic(Mdn mdn, Optional<Mic> recorded, Map<MicAlgorithm, byte[]> digests)
      throws IOException, BadBundleException {
    Optional<Mic> told = mdn.mic();
    if (told.isEmpty()) {
      boolean isDue = mdn.isPositive() && mdn.isSigned();
      if (isDue || mdn.receivedContentMic().isPresent()) {
        report.fails("MIC", "the receipt has no readable MIC");
      } else {
        report.absent("MIC", "the receipt has no MIC");
      }
      return;
    }
    String value = told.get().fieldValue();
    byte[] taken = digests.get(told.get().algorithm());
    if (taken != null && told.get().matches(Mic.of(taken, told.get().algorithm()))) {
      report.holds("MIC", value + " in the receipt, equal to the MIC computed from this content");
    } else if (recorded.filter(told.get()::matches).isPresent() && taken == null) {
      report.holds("MIC", value + " in the receipt, equal to the recorded MIC");
    } else if (isAlsoSent(told.get())) {
      report.holds("MIC", value + " in the receipt, one of the MICs recorded when it was sent");
    } else {
      report.fails("MIC", value + " in the receipt is not that of the content");
    }
  }

  /** An unsigned message has several MICs that a receipt may tell. */
  private boolean isAlsoSent(Mic told) throws IOException, BadBundleException {
    return !message.path("signed").asBoolean()
        && bundle.octets(BundleNames.SENT_MICS).stream()
            .flatMap(octets -> new String(octets, StandardCharsets.US_ASCII).lines())
            .flatMap(line -> Mic.parse(line).stream())
            .anyMatch(told::matches);
  }

  private void checkDisposition(Mdn mdn, Optional<SignatureCheck.Valid> signer) {
    String status = message.path("status").asString("");
    boolean isSuccess =
        status.equals("acknowledged") || status.equals("delivered") || status.equals("accepted");
    String field = BundleCheck.cut(mdn.dispositions().get(0).fieldValue());
    boolean isRejected = message.path("mdn").asString("").equals("rejected");
    if (isRejected) {
      report.fails("disposition", field + "; the gateway found that this receipt proves nothing");
      return;
    }
    report.decide(
        isSuccess == mdn.isPositive(),
        "disposition",
        field,
        field + ", but the message is '" + BundleCheck.cut(status) + "'");
    signer.ifPresent(
        valid ->
            report.proves(
                "the holder of the key of '"
                    + BundleCheck.name(valid.certificate())
                    + "' "
                    + (mdn.isPositive() ? "confirmed" : "refused")
                    + " the message with this Message-ID"
                    + (mdn.mic().isPresent() ? " and MIC" : "")));
  }
}
