package org.as2gateway.usps.owners;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The mailer IDs of a home.
 *
 * @param owners name of the owner by mailer ID, sorted; empty if nobody has listed any
 * @param problems lines that could not be read, each with the reason
 */
public record MailerIds(Map<String, String> owners, List<String> problems) {
  /** Copies them. */
  public MailerIds {
    owners = Collections.unmodifiableMap(new TreeMap<>(owners));
    problems = List.copyOf(problems);
  }

  /** Whether that text is a mailer ID: 9 digits beginning with 9, or 6 digits. */
  public static boolean isMailerId(String text) {
    return text.matches("9[0-9]{8}|[0-8][0-9]{5}");
  }

  /** All of them. */
  public Set<String> ids() {
    return owners.keySet();
  }

  /** Who owns a mailer ID; empty if it is not listed. */
  public Optional<String> owner(String mailerId) {
    return Optional.ofNullable(owners.get(mailerId));
  }

  /** The mailer IDs of an owner. */
  public Set<String> of(String owner) {
    return owners.entrySet().stream()
        .filter(entry -> entry.getValue().equals(owner))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The names of the owners, sorted. */
  public List<String> names() {
    return owners.values().stream().distinct().sorted().toList();
  }
}
