package org.as2gateway.transport.as2.send;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.smime.WriteRequest;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.SecurityPolicy;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.payload.Content;

/** Says to the codec what the partnership's rules mean for one message at one instant. */
final class WireRequests {
  private WireRequests() {}

  /** The partnership must not be incomplete: check before. */
  static WriteRequest of(
      MessageRecord message,
      List<Content> files,
      Partnership partnership,
      Registry registry,
      Instant now) {
    List<WriteRequest.Payload> payloads = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      PayloadRecord payload = message.payloads().get(i);
      payloads.add(
          new WriteRequest.Payload(
              files.get(i), payload.contentType(), Optional.of(payload.filename())));
    }
    SecurityPolicy security = partnership.security();
    return new WriteRequest(
        payloads,
        partnership.message().contentTransferEncoding().equalsIgnoreCase("base64"),
        security.compression(),
        security.sign().map(algorithm -> signing(algorithm, partnership, registry, now)),
        security
            .encrypt()
            .map(
                algorithm ->
                    new WriteRequest.Encryption(
                        recipients(partnership, registry, now),
                        algorithm,
                        security.keyTransport())),
        micAlgorithms(partnership));
  }

  private static WriteRequest.Signing signing(
      SignatureAlgorithm algorithm, Partnership partnership, Registry registry, Instant now) {
    SecurityPolicy security = partnership.security();
    return new WriteRequest.Signing(
        partnership
            .sender()
            .x509Alias()
            .flatMap(alias -> registry.certificates().signing(alias, now))
            .orElseThrow(() -> missing("key to sign with", partnership)),
        algorithm,
        security.micalgSpelling().orElse(algorithm.digest().wireName()),
        security.includeCertificate(),
        security.cmsAlgorithmProtection());
  }

  private static List<X509Certificate> recipients(
      Partnership partnership, Registry registry, Instant now) {
    List<X509Certificate> recipients = new ArrayList<>();
    recipients.add(recipient(partnership.receiver().x509Alias(), partnership, registry, now));
    Optional<String> also = partnership.security().alsoEncryptFor();
    if (also.isPresent()) {
      recipients.add(recipient(also, partnership, registry, now));
    }
    return recipients;
  }

  private static X509Certificate recipient(
      Optional<String> alias, Partnership partnership, Registry registry, Instant now) {
    return alias
        .flatMap(known -> registry.certificates().encrypting(known, now))
        .orElseThrow(() -> missing("certificate to encrypt for", partnership));
  }

  private static IllegalStateException missing(String what, Partnership partnership) {
    return new IllegalStateException(
        "partnership '" + partnership.name() + "' has no " + what + ", although it is complete");
  }

  /** Digests that a receipt of an unsigned message may use: those we list, left to right. */
  private static List<MicAlgorithm> micAlgorithms(Partnership partnership) {
    List<MicAlgorithm> listed =
        partnership.receipt().micalgs().stream()
            .flatMap(spelling -> MicAlgorithm.parse(spelling).stream())
            .distinct()
            .toList();
    if (!listed.isEmpty()) {
      return listed;
    }
    return partnership.message().as2Version().isModern()
        ? List.of(MicAlgorithm.SHA256)
        : List.of(MicAlgorithm.SHA256, MicAlgorithm.SHA1);
  }
}
