package org.as2gateway.transport.as2.receive;

import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.wire.As2Version;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.ReceiptRequest;
import org.as2gateway.registry.partnerships.HttpUrl;

/**
 * How the receipt that a message asks for is given (RFC 4130 §7.3, design.md §4): settled from the
 * headers, before the content is read.
 *
 * @param kind whether and how it is sent
 * @param isSigned whether it is signed
 * @param mic digest of the MIC of an unsigned message, and of the receipt's own signature
 * @param request what was asked; empty if nothing was
 * @param failure the answer if the request cannot be met; then nothing else of the message counts
 */
record ReceiptPlan(
    Kind kind,
    boolean isSigned,
    MicAlgorithm mic,
    Optional<ReceiptRequest> request,
    Optional<Disposition> failure) {

  /** Whether and how a receipt is sent. */
  enum Kind {
    NONE,
    SYNCHRONOUS,
    ASYNCHRONOUS
  }

  private static final Set<MicAlgorithm> MODERN =
      EnumSet.of(MicAlgorithm.SHA256, MicAlgorithm.SHA384, MicAlgorithm.SHA512);

  private static final String UNSUPPORTED_FORMAT = "unsupported format";
  private static final String UNSUPPORTED_MIC = "unsupported MIC-algorithms";

  /** No receipt at all. */
  static ReceiptPlan none() {
    return new ReceiptPlan(
        Kind.NONE, false, MicAlgorithm.SHA256, Optional.empty(), Optional.empty());
  }

  private static boolean isOffered(MicAlgorithm digest, As2Version version) {
    return MODERN.contains(digest) || (digest == MicAlgorithm.SHA1 && !version.isModern());
  }

  /**
   * The plan.
   *
   * @param registeredUrl where asynchronous receipts for the partner may go
   * @param version under 1.3 no weak digest is generated, whatever is asked for
   */
  static ReceiptPlan of(
      Optional<ReceiptRequest> asked, Optional<URI> registeredUrl, As2Version version) {
    if (asked.isEmpty()) {
      return none();
    }
    ReceiptRequest request = asked.get();
    Optional<MicAlgorithm> mic =
        request.micalgs().stream().filter(m -> isOffered(m, version)).findFirst();
    boolean isKnownProtocol =
        request.protocol().isEmpty()
            || request.protocol().equals(ReceiptRequest.PKCS7_SIGNATURE)
            || request.protocol().equals("pkcs7"); // as some products spell it
    boolean hasNoKnownMic = mic.isEmpty() && !request.micalgSpellings().isEmpty();
    boolean isSigned = request.isSigned() && isKnownProtocol && !hasNoKnownMic;
    MicAlgorithm digest = mic.orElse(MicAlgorithm.SHA256);
    boolean isAsynchronous = request.asyncUrl().isPresent();
    if (isAsynchronous && !isRegistered(request.asyncUrl().get(), registeredUrl)) {
      return unmet(UNSUPPORTED_FORMAT, isSigned, digest, asked);
    }
    if ((!isKnownProtocol && request.isSignedRequired()) || request.hasUnknownRequired()) {
      return unmet(UNSUPPORTED_FORMAT, isSigned, digest, asked);
    }
    if (hasNoKnownMic && request.isMicalgRequired()) {
      return unmet(UNSUPPORTED_MIC, request.isSigned(), digest, asked);
    }
    Kind kind = isAsynchronous ? Kind.ASYNCHRONOUS : Kind.SYNCHRONOUS;
    return new ReceiptPlan(kind, isSigned, digest, asked, Optional.empty());
  }

  /** A request that cannot be met is told at once, synchronously; nothing is dialled. */
  private static ReceiptPlan unmet(
      String reason, boolean isSigned, MicAlgorithm mic, Optional<ReceiptRequest> asked) {
    return new ReceiptPlan(
        Kind.SYNCHRONOUS, isSigned, mic, asked, Optional.of(Disposition.failure(reason)));
  }

  /** Equal means scheme, host, port and path; a query may differ (design.md §4). */
  private static boolean isRegistered(String asked, Optional<URI> registered) {
    return registered
        .map(HttpUrl::of)
        .filter(known -> HttpUrl.find(asked).filter(known::isSamePlace).isPresent())
        .isPresent();
  }

  /** How the partner spells a digest it listed; the standard spelling otherwise. */
  String spelling(MicAlgorithm algorithm) {
    return request.flatMap(r -> r.spellingOf(algorithm)).orElse(algorithm.wireName());
  }
}
