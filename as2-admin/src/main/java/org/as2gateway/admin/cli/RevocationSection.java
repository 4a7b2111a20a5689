package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.doctor.Finding;
import org.as2gateway.admin.doctor.Finding.Verdict;
import org.as2gateway.admin.doctor.Section;
import org.as2gateway.config.ConfigException;
import tools.jackson.databind.JsonNode;

/** What a running gateway knows of revoked certificates. Asks no issuer. */
final class RevocationSection {
  private RevocationSection() {}

  /** The section for {@code doctor}; empty if no gateway runs or its checks are switched off. */
  static Optional<Section> of(Path home, Shell shell) {
    JsonNode known;
    try {
      known = Connection.to(home, shell).get("/api/v1/certificate-revocations");
    } catch (IOException | ConfigException | CommandFailure e) {
      return Optional.empty(); // that it does not run or answer is told above
    }
    if (known.path("mode").asString("off").equals("off")) {
      return Optional.empty();
    }
    List<Finding> findings = new ArrayList<>();
    for (JsonNode one : known.path("certificates")) {
      findings.add(
          new Finding(
              verdict(one),
              one.path("alias").asString()
                  + " "
                  + one.path("fingerprint").asString().substring(0, 16),
              one.path("summary").asString()));
    }
    return Optional.of(new Section("revocation of partners' certificates", findings));
  }

  private static Verdict verdict(JsonNode one) {
    if (one.path("stopped").asBoolean()) {
      return Verdict.FAILED;
    }
    if (one.path("state").asString().equals("not-checkable")) {
      return Verdict.NOTE;
    }
    return one.path("problem").asString().isEmpty() ? Verdict.GOOD : Verdict.WARNING;
  }
}
