package org.as2gateway.people.onboarding;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A partner on its way into the registry.
 *
 * @param id ours
 * @param partner its name
 * @param startedBy who began
 * @param startedAt when
 * @param updatedAt last change
 * @param finishedAt when the partner went live, or was given up; empty while it is under way
 * @param answers what is known, by name
 */
public record Onboarding(
    String id,
    String partner,
    String startedBy,
    Instant startedAt,
    Instant updatedAt,
    Optional<Instant> finishedAt,
    Map<String, String> answers) {
  /** Copies the map and keeps its order. */
  public Onboarding {
    answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
  }

  /** The answer of that name; blank if there is none. */
  public String answer(String name) {
    return answers.getOrDefault(name, "");
  }

  /** With further or other answers; blank ones are dropped. */
  public Onboarding with(Map<String, String> more, Instant now) {
    Map<String, String> all = new LinkedHashMap<>(answers);
    all.putAll(more);
    all.values().removeIf(String::isBlank);
    return new Onboarding(id, partner, startedBy, startedAt, now, finishedAt, all);
  }

  /** At its end. */
  public Onboarding finished(Instant now) {
    return new Onboarding(id, partner, startedBy, startedAt, now, Optional.of(now), answers);
  }
}
