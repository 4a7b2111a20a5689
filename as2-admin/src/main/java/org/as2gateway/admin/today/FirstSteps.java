package org.as2gateway.admin.today;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.Gateway;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.Registry;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageStatus;

/**
 * What is to be done on a new home, in order, until the first exchange has worked.
 *
 * @param steps all of them
 */
public record FirstSteps(List<Step> steps) {
  /**
   * One step.
   *
   * @param title what it is
   * @param link where it is done
   * @param isDone whether it is done
   */
  public record Step(String title, String link, boolean isDone) {}

  /** Copies the list. */
  public FirstSteps {
    steps = List.copyOf(steps);
  }

  /** Those of that gateway. */
  static FirstSteps of(Gateway gateway, Instant now) {
    Registry registry = gateway.registry();
    boolean hasStation =
        registry.partnerships().partners().stream()
            .anyMatch(p -> registry.isOwn(p) && registry.missing(p).isEmpty());
    boolean hasPartner =
        registry.partnerships().partnerships().stream()
            .filter(registry::isOutbound)
            .anyMatch(p -> registry.missingToSend(p, now).isEmpty());
    String setup =
        gateway.onboardings().open().stream()
            .findFirst()
            .map(Onboarding::id)
            .map(id -> "/onboarding/" + id)
            .orElse("/onboarding");
    List<Step> steps = new ArrayList<>();
    steps.add(new Step("Your company", hasStation ? "/partners" : "/certificates", hasStation));
    steps.add(new Step("USPS DTS or another partner", setup, hasPartner));
    steps.add(new Step("Test message", setup, isTested(gateway)));
    steps.add(new Step("Alerts", "/alerts", !gateway.alerts().rules().isEmpty()));
    return new FirstSteps(steps);
  }

  private static boolean isTested(Gateway gateway) {
    MessageQuery acknowledged = MessageQuery.inStatus(MessageStatus.ACKNOWLEDGED, 1);
    return !gateway.messages().search(acknowledged).messages().isEmpty();
  }

  /** Whether they are to be shown: until an exchange has worked, alerts or not. */
  public boolean isShown() {
    return !steps.subList(0, steps.size() - 1).stream().allMatch(Step::isDone);
  }

  /** The first that is not done; the last if all are. */
  public Step next() {
    return steps.stream()
        .filter(step -> !step.isDone())
        .findFirst()
        .orElse(steps.get(steps.size() - 1));
  }
}
