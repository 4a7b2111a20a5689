package org.as2gateway.admin.setup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.partnerships.AttributeCheck;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.Fault;
import org.as2gateway.registry.partnerships.PartnershipAttribute;
import org.as2gateway.transport.TransportKind;

/** Judges the answers about SFTP and PDX by the rules of the registry. */
final class FileAnswers {
  private FileAnswers() {}

  /** The settings that are known, and the transport, as attributes of a partnership. */
  static Map<String, String> attributes(Onboarding onboarding) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put(
        PartnershipAttribute.TRANSPORT.attributeName(), Answer.transport(onboarding).text());
    Answer.SETTINGS.forEach(
        one -> attributes.put(one.attributeName(), Answer.setting(onboarding, one)));
    attributes.values().removeIf(String::isBlank);
    return attributes;
  }

  /** What is wrong with them. */
  static List<Fault> faults(Onboarding onboarding) {
    return AttributeCheck.faults(attributes(onboarding));
  }

  /**
   * Refuses the first of the new answers that cannot be.
   *
   * @param before the set-up as it is
   * @param after the same with the new answers
   */
  static void require(Onboarding before, Onboarding after, Map<String, String> answers)
      throws EditRefused {
    TransportKind kind = Answer.transport(before);
    for (Map.Entry<String, String> answer : answers.entrySet()) {
      requireOne(kind, answer.getKey(), answer.getValue());
    }
    if (kind == TransportKind.AS2) {
      return;
    }
    Optional<String> fault =
        faults(after).stream()
            .filter(
                f -> f.attribute().map(a -> answers.containsKey(a.attributeName())).orElse(true))
            .map(Fault::text)
            .findFirst();
    if (fault.isPresent()) {
      throw new EditRefused(Reason.INVALID, fault.get());
    }
  }

  private static void requireOne(TransportKind kind, String name, String value) throws EditRefused {
    if (name.equals(Answer.TRANSPORT) && !value.equals(kind.text())) {
      throw new EditRefused(
          Reason.INVALID,
          "the transport of this setup is '"
              + kind.text()
              + "'; to use another one, discard the setup and start again");
    }
    if (name.equals(Answer.SFTP_SIDE) && !List.of(Answer.THEIRS, Answer.OURS).contains(value)) {
      throw new EditRefused(Reason.INVALID, "choose whose SFTP server is used: 'theirs' or 'ours'");
    }
    if (name.equals(Answer.PGP) && !List.of("yes", "no").contains(value)) {
      throw new EditRefused(Reason.INVALID, "choose whether OpenPGP is used: 'yes' or 'no'");
    }
    if (Answer.isSetting(name) && !value.isBlank() && !belongs(kind, name)) {
      throw new EditRefused(
          Reason.INVALID, "'" + name + "' is not a setting of a partner over " + kind.label());
    }
  }

  private static boolean belongs(TransportKind kind, String name) {
    return switch (kind) {
      case AS2 -> false;
      case SFTP -> !name.startsWith("gw.pdx_");
      case PDX -> name.startsWith("gw.pdx_");
    };
  }
}
