package org.as2gateway.admin.alerts;

import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.partners.Links;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.people.alerts.Moment;
import org.as2gateway.registry.Registry;
import org.as2gateway.transport.as2.receive.AttackSigns.Kind;
import org.as2gateway.transport.as2.receive.AttackSigns.Sign;

/**
 * Requests that no honest partner sends, or that its access settings refuse, one condition for each
 * partnership and kind.
 */
final class AttackConditions {
  private final Registry registry;
  private final List<Sign> signs;

  AttackConditions(Registry registry, List<Sign> signs) {
    this.registry = registry;
    this.signs = signs;
  }

  List<Condition> all() {
    return signs.stream().map(this::condition).toList();
  }

  private Condition condition(Sign sign) {
    AlertKind kind =
        switch (sign.kind()) {
          case REPLAYED -> AlertKind.REPLAYED;
          case ACCESS_REFUSED -> AlertKind.ACCESS_REFUSED;
          case DECRYPTION_FAILURES, CONTENT_KEY_REUSED -> AlertKind.ATTACK;
        };
    Optional<String> partner =
        registry
            .partnerships()
            .partnership(sign.partnership())
            .map(known -> Conditions.other(registry, known));
    return new Condition(
        kind,
        kind.text() + ":" + sign.kind() + ":" + sign.partnership(),
        kind == AlertKind.ATTACK,
        title(sign),
        detail(sign),
        kind == AlertKind.ACCESS_REFUSED
            ? partner.map(Links::partner).orElse("/partners")
            : "/messages/" + sign.latest(),
        hasMark(sign.kind()) ? sign.latest() : "",
        partner,
        Optional.empty(),
        Optional.of(new Moment("last seen", sign.latestAt())));
  }

  /** Whether each is told, not only that there are some. */
  private static boolean hasMark(Kind kind) {
    return kind == Kind.REPLAYED || kind == Kind.CONTENT_KEY_REUSED;
  }

  private static String title(Sign sign) {
    String messages = sign.count() + (sign.count() == 1 ? " message" : " messages");
    String where = sign.partnership().isEmpty() ? "" : " on '" + sign.partnership() + "'";
    return switch (sign.kind()) {
      case DECRYPTION_FAILURES -> messages + where + " failed to decrypt in the last hour";
      case CONTENT_KEY_REUSED -> messages + where + " reused the key of an accepted message";
      case REPLAYED -> messages + where + " repeated accepted content";
      case ACCESS_REFUSED ->
          sign.count()
              + (sign.count() == 1 ? " request" : " requests")
              + where
              + " refused by its access settings";
    };
  }

  private static String detail(Sign sign) {
    return switch (sign.kind()) {
      case DECRYPTION_FAILURES ->
          "Someone may be probing encrypted messages. Responses to failed messages are delayed."
              + " Valid"
              + " messages are not affected. Check the source addresses in the log.";
      case CONTENT_KEY_REUSED ->
          "Someone captured an encrypted message and is probing it. The gateway refused it without"
              + " decrypting it. Tell the partner and check the source addresses in the log.";
      case REPLAYED ->
          "The same content arrived under another Message-ID. The gateway confirmed it but did not"
              + " deliver it"
              + " again. If the partner does this on purpose, set gw.replay to 'deliver'.";
      case ACCESS_REFUSED ->
          "The gateway read nothing of it. If this is the partner, correct the setting; "
              + sign.latest();
    };
  }
}
