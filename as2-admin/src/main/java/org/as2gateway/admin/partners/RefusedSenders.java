package org.as2gateway.admin.partners;

import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.store.log.UnknownSender;

/** Senders that were refused because they are not set up here: to be seen, and to be ignored. */
public final class RefusedSenders {
  /** What a setup calls the AS2 id it knows. */
  private static final String AS2_ID = "as2_id";

  private final Gateway gateway;
  private final Registrar registrar;

  /** Those of that gateway. */
  public RefusedSenders(Gateway gateway, Registrar registrar) {
    this.gateway = gateway;
    this.registrar = registrar;
  }

  /** Those that would still be refused, the last attempt first. */
  public List<RefusedSender> list() {
    return list(gateway);
  }

  /** The same of any gateway. */
  public static List<RefusedSender> list(Gateway gateway) {
    Registry registry = gateway.registry();
    List<Onboarding> open = gateway.onboardings().open();
    return gateway.unknownSenders().newest().stream()
        .filter(one -> !isAccepted(registry, one))
        .map(one -> refused(registry, open, one))
        .toList();
  }

  /** Those of that AS2 id. */
  public List<RefusedSender> of(String as2Id) {
    return list().stream().filter(one -> one.attempts().from().equals(as2Id)).toList();
  }

  private static boolean isAccepted(Registry registry, UnknownSender one) {
    return registry
        .partnerships()
        .between(new As2Id(one.from()), new As2Id(one.to()))
        .filter(registry::isInbound)
        .isPresent();
  }

  private static RefusedSender refused(
      Registry registry, List<Onboarding> open, UnknownSender one) {
    Optional<Onboarding> underWay =
        open.stream().filter(o -> o.answer(AS2_ID).equals(one.from())).findFirst();
    RefusedSender.Cause cause;
    if (PartnerReport.stations(registry).stream().noneMatch(p -> isOf(p, one.to()))) {
      cause = RefusedSender.Cause.NOT_OUR_ID;
    } else if (underWay.isPresent()) {
      cause = RefusedSender.Cause.SETUP_UNFINISHED;
    } else if (registry.partnerships().partners().stream().anyMatch(p -> isOf(p, one.from()))) {
      cause = RefusedSender.Cause.NO_PARTNERSHIP;
    } else {
      cause = RefusedSender.Cause.NOT_SET_UP;
    }
    return new RefusedSender(one, cause, underWay.map(Onboarding::id).orElse(null));
  }

  private static boolean isOf(Partner partner, String as2Id) {
    return partner.as2Id().filter(id -> id.value().equals(as2Id)).isPresent();
  }

  /**
   * Hides a pair, further attempts too.
   *
   * @throws ProblemException 404 if no such pair is shown
   */
  public void ignore(Actor who, String from, String to) {
    UnknownSender ignored =
        gateway
            .unknownSenders()
            .ignore(from, to)
            .orElseThrow(() -> new ProblemException(404, "no refused sender of these AS2 ids"));
    registrar.audit(
        who,
        "refused-sender-ignore",
        from,
        null,
        "to '" + to + "', " + ignored.count() + " attempts, last from " + ignored.source());
  }
}
