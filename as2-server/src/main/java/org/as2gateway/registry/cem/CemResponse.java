package org.as2gateway.registry.cem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.registry.partnerships.XmlNode;

/**
 * An EDIINTCertificateExchangeResponse (draft §3.2).
 *
 * @param requestId that of the request; blank if there is none
 * @param answers one for each certificate that is decided
 */
record CemResponse(String requestId, List<Answer> answers) {
  static final String ELEMENT = "EDIINTCertificateExchangeResponse";
  private static final int MOST_ANSWERS = 16;

  CemResponse {
    answers = List.copyOf(answers);
  }

  /** One TrustResponse. */
  record Answer(CertificateName name, boolean isAccepted, Optional<String> reason) {}

  /** Empty if a required element is missing or malformed. */
  static Optional<CemResponse> read(XmlNode root) {
    List<XmlNode> nodes = root.all("TrustResponse");
    if (!root.name().equals(ELEMENT) || nodes.isEmpty() || nodes.size() > MOST_ANSWERS) {
      return Optional.empty();
    }
    List<Answer> answers = new ArrayList<>();
    for (XmlNode node : nodes) {
      String status = node.textOf("CertStatus").orElse("");
      Optional<CertificateName> name =
          node.first("CertificateReference").flatMap(CertificateName::read);
      boolean isAccepted = status.equals("Accepted");
      if (name.isEmpty() || (!isAccepted && !status.equals("Rejected"))) {
        return Optional.empty();
      }
      answers.add(new Answer(name.get(), isAccepted, node.textOf("ReasonForRejection")));
    }
    return Optional.of(new CemResponse(root.attribute("requestId").orElse(""), answers));
  }
}
