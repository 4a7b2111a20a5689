package org.as2gateway.admin.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.people.alerts.Moment;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.transport.pdx.JdbcPdxAccounts.Trouble;
import org.as2gateway.transport.pdx.PdxDesk;
import org.as2gateway.transport.pdx.PdxFailure.Kind;

/** What is wrong with accounts of PDX, one condition for each partnership and kind. */
final class PdxConditions {
  private final Registry registry;
  private final List<Condition> found = new ArrayList<>();

  private PdxConditions(Registry registry) {
    this.registry = registry;
  }

  static List<Condition> of(Registry registry, List<PdxDesk.Status> statuses) {
    PdxConditions conditions = new PdxConditions(registry);
    statuses.forEach(conditions::add);
    return conditions.found;
  }

  private void add(PdxDesk.Status status) {
    if (status.isRefused()) {
      Trouble trouble = status.trouble().orElseThrow();
      found.add(
          condition(
                  AlertKind.PDX_SIGN_IN,
                  status,
                  "PDX refuses to sign in '" + status.user() + "'",
                  trouble.text())
              .with(new Moment("refused", trouble.at())));
    } else if (status.isLapsing()) {
      found.add(
          condition(
                  AlertKind.PDX_UNUSED,
                  status,
                  "The PDX account of '" + status.user() + "' is not used",
                  "USPS may deactivate accounts that are not used. "
                      + status
                          .trouble()
                          .map(trouble -> "The last call failed: " + trouble.text())
                          .orElse("Run './as2 partner test' or sign in to the PDX page."))
              .with(new Moment("used", status.lastUse())));
    }
    status
        .trouble()
        .filter(trouble -> trouble.kind() == Kind.UNEXPECTED_ANSWER)
        .ifPresent(
            trouble ->
                found.add(
                    condition(
                            AlertKind.PDX_ANSWER,
                            status,
                            "PDX gave an answer that is not understood",
                            trouble.text())
                        .with(new Moment("answered", trouble.at()))));
  }

  private Condition condition(AlertKind kind, PdxDesk.Status status, String title, String detail) {
    Optional<String> partner =
        registry
            .partnerships()
            .partnership(status.partnership())
            .map((Partnership known) -> Conditions.other(registry, known));
    return new Condition(
        kind,
        kind.text() + ":" + status.partnership(),
        kind == AlertKind.PDX_SIGN_IN,
        title,
        "Partnership '" + status.partnership() + "'. " + detail,
        "/partners" + partner.map(name -> "/" + Conditions.encode(name)).orElse(""),
        "",
        partner,
        Optional.empty(),
        Optional.empty());
  }
}
