package org.as2gateway.admin.setup;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.partnerships.PartnershipAttribute;

/** The steps that only set-ups over SFTP and PDX have. */
final class FileStepPages {
  private final WizardPages wizard;
  private final OnboardingActions actions;
  private final Registrar registrar;

  FileStepPages(WizardPages wizard, OnboardingActions actions, Registrar registrar) {
    this.wizard = wizard;
    this.actions = actions;
    this.registrar = registrar;
  }

  List<Route> routes() {
    return List.of(
        Route.form(
                WizardPages.ONE + "/connection",
                "Save the SFTP connection",
                context -> save(context, OnboardingStep.CONNECTION))
            .by(Role.PARTNER_MANAGER),
        Route.form(
                WizardPages.ONE + "/files",
                "Save the OpenPGP settings",
                context -> save(context, OnboardingStep.FILES))
            .by(Role.PARTNER_MANAGER),
        Route.form(
                WizardPages.ONE + "/login",
                "Save the PDX login",
                context -> save(context, OnboardingStep.LOGIN))
            .by(Role.PARTNER_MANAGER));
  }

  private void save(Context context, OnboardingStep step) throws IOException {
    Onboarding onboarding = wizard.find(context);
    Map<String, String> answers = new LinkedHashMap<>();
    if (step == OnboardingStep.FILES) {
      answers.putAll(WizardPages.texts(context, Answer.PGP));
    }
    for (PartnershipAttribute attribute : FileFields.asked(step, onboarding)) {
      answers.put(attribute.attributeName(), typed(context, attribute.attributeName()));
    }
    List<OnboardingStep> steps = OnboardingStep.of(onboarding);
    wizard.attempt(
        context,
        onboarding.with(answers, registrar.now()),
        step,
        steps.get(Math.min(steps.indexOf(step) + 1, steps.size() - 1)),
        () -> actions.take(Caller.of(context), onboarding, answers));
  }

  /** What was typed, or the values that were checked. */
  private static String typed(Context context, String name) {
    return context.formParams(name).stream()
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
