package org.as2gateway.admin.setup;

import org.as2gateway.admin.doctor.Finding;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.registry.RegistryJson;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.store.log.MessageRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A set-up as JSON. */
final class OnboardingJson {
  private OnboardingJson() {}

  static ObjectNode of(Onboarding onboarding, OnboardingActions actions) {
    ObjectNode json = Json.object();
    json.put("id", onboarding.id());
    json.put("partner", onboarding.partner());
    json.put("startedBy", onboarding.startedBy());
    json.put("startedAt", Json.time(onboarding.startedAt()));
    json.put("updatedAt", Json.time(onboarding.updatedAt()));
    json.put("finishedAt", Json.time(onboarding.finishedAt().orElse(null)));
    addSteps(json, onboarding);
    ObjectNode answers = json.putObject("answers");
    onboarding.answers().entrySet().stream()
        .filter(entry -> Answer.isForPeople(entry.getKey()))
        .forEach(entry -> answers.put(entry.getKey(), entry.getValue()));
    ArrayNode certificates = json.putArray("certificates");
    actions
        .certificates(onboarding)
        .forEach(advice -> certificates.add(RegistryJson.advice(advice)));
    json.put("compared", nullIfEmpty(onboarding.answer(Answer.PHONE)));
    addChecks(json.putObject("checks"), onboarding, actions);
    json.put("testMessage", actions.testOf(onboarding).map(MessageRecord::id).orElse(null));
    json.put("testVerdict", nullIfEmpty(onboarding.answer(Answer.TEST_VERDICT)));
    return json;
  }

  private static @Nullable String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  private static void addSteps(ObjectNode json, Onboarding onboarding) {
    json.put("next", OnboardingStep.next(onboarding).text());
    ArrayNode done = json.putArray("done");
    for (OnboardingStep step : OnboardingStep.values()) {
      if (step.isDone(onboarding)) {
        done.add(step.text());
      }
    }
  }

  private static void addChecks(ObjectNode json, Onboarding onboarding, OnboardingActions actions) {
    json.put("at", nullIfEmpty(onboarding.answer(Answer.CHECKS_AT)));
    json.put("verdict", nullIfEmpty(onboarding.answer(Answer.CHECKS_VERDICT)));
    ArrayNode findings = json.putArray("findings");
    for (Finding finding : FindingText.read(onboarding.answer(Answer.CHECKS))) {
      ObjectNode one = findings.addObject();
      one.put("verdict", Json.lower(finding.verdict()));
      one.put("subject", finding.subject()).put("text", finding.text());
    }
    json.putNull("untrusted");
    actions
        .untrusted(onboarding)
        .ifPresent(advice -> json.set("untrusted", RegistryJson.advice(advice)));
  }
}
