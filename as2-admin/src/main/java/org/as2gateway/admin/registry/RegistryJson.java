package org.as2gateway.admin.registry;

import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.port.Json;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.PartnerProfile;
import org.as2gateway.registry.partnerships.Partnership;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The registry as the API and {@code --json} write it. */
public final class RegistryJson {
  private RegistryJson() {}

  /** A partner. */
  public static ObjectNode partner(Registry registry, Partner partner) {
    ObjectNode json = Json.object();
    json.put("name", partner.name());
    json.put("as2Id", partner.as2Id().map(As2Id::value).orElse(null));
    json.put("x509Alias", partner.x509Alias().orElse(null));
    json.put("email", partner.email().orElse(null));
    json.put("own", registry.isOwn(partner));
    addProblems(json, registry, "partner '" + partner.name() + "'");
    return json;
  }

  /** A partnership, with what it lacks at that instant. */
  public static ObjectNode partnership(Registry registry, Partnership partnership, Instant now) {
    ObjectNode json = Json.object();
    json.put("name", partnership.name());
    json.put("sender", partnership.sender().name());
    json.put("receiver", partnership.receiver().name());
    json.put("outbound", registry.isOutbound(partnership));
    json.put("inbound", registry.isInbound(partnership));
    json.put("url", partnership.transport().url().map(Object::toString).orElse(null));
    json.put("sign", partnership.security().sign().map(SignatureAlgorithm::spelling).orElse(null));
    json.put(
        "encrypt",
        partnership.security().encrypt().map(EncryptionAlgorithm::spelling).orElse(null));
    json.put("compression", Json.lower(partnership.security().compression()));
    json.put("receipt", receipt(partnership));
    json.put("profile", partnership.profile().map(PartnerProfile::name).orElse(null));
    ArrayNode missing = json.putArray("missing");
    missing(registry, partnership, now).forEach(what -> missing.add(what));
    addProblems(json, registry, "partnership '" + partnership.name() + "'");
    return json;
  }

  private static List<String> missing(Registry registry, Partnership partnership, Instant now) {
    return registry.isOutbound(partnership)
        ? registry.missingToSend(partnership, now)
        : registry.missingToReceive(partnership, now);
  }

  private static String receipt(Partnership partnership) {
    if (partnership.receipt().mdnTo().isEmpty()) {
      return "none";
    }
    String how = partnership.receipt().isSigned() ? "signed " : "unsigned ";
    return how + (partnership.receipt().asyncUrl().isPresent() ? "asynchronous" : "synchronous");
  }

  private static void addProblems(ObjectNode json, Registry registry, String subject) {
    ArrayNode problems = json.putArray("problems");
    registry.problems().stream()
        .filter(problem -> problem.subject().equals(subject))
        .forEach(
            problem -> {
              ObjectNode entry = problems.addObject();
              entry.put("severity", Json.lower(problem.severity()));
              entry.put("location", problem.location().orElse(null));
              entry.put("text", problem.text());
            });
  }

  /** A certificate. */
  public static ObjectNode certificate(CertificateEntry entry) {
    ObjectNode json = Json.object();
    json.put("alias", entry.alias());
    json.put("own", entry.isOwn());
    json.put("subject", entry.certificate().getSubjectX500Principal().getName());
    json.put("issuer", entry.certificate().getIssuerX500Principal().getName());
    json.put("serial", entry.certificate().getSerialNumber().toString(16));
    json.put("fingerprint", entry.fingerprint());
    json.put("notBefore", Json.time(entry.certificate().getNotBefore().toInstant()));
    json.put("notAfter", Json.time(entry.certificate().getNotAfter().toInstant()));
    ArrayNode uses = json.putArray("uses");
    entry.uses().stream().sorted().forEach(use -> uses.add(Json.lower(use)));
    json.put("activeFrom", Json.time(entry.activeFrom().orElse(null)));
    json.put("retired", Json.time(entry.retired().orElse(null)));
    json.put("file", String.valueOf(entry.file().getFileName()));
    return json;
  }

  /** A certificate that somebody offers, explained. */
  public static ObjectNode advice(CertificateAdvice advice) {
    var certificate = advice.candidate().certificate();
    ObjectNode json = Json.object();
    json.put("fingerprint", advice.candidate().fingerprint());
    json.put("subject", certificate.getSubjectX500Principal().getName());
    json.put("issuer", certificate.getIssuerX500Principal().getName());
    json.put("notBefore", Json.time(certificate.getNotBefore().toInstant()));
    json.put("notAfter", Json.time(certificate.getNotAfter().toInstant()));
    json.put("key", advice.key());
    json.put("taken", advice.isTaken());
    json.put("pem", advice.candidate().pem());
    ArrayNode remarks = json.putArray("remarks");
    for (CertificateAdvice.Remark remark : advice.remarks()) {
      remarks.addObject().put("tone", remark.severity().text()).put("text", remark.text());
    }
    return json;
  }
}
