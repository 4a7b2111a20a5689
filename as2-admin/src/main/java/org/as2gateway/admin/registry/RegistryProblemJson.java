package org.as2gateway.admin.registry;

import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.registry.Problem;
import org.as2gateway.registry.Registry;
import org.jspecify.annotations.Nullable;

/** What is wrong with an entry. */
@Description("A problem in partnerships.xml.")
record RegistryProblemJson(Problem.Severity severity, @Nullable String location, String text) {
  /** The problems of that partner or partnership. */
  static List<RegistryProblemJson> of(Registry registry, String subject) {
    return registry.problems().stream()
        .filter(problem -> problem.subject().equals(subject))
        .map(
            problem ->
                new RegistryProblemJson(
                    problem.severity(), problem.location().orElse(null), problem.text()))
        .toList();
  }
}
