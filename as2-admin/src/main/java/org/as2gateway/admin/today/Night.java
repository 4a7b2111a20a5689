package org.as2gateway.admin.today;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.as2gateway.Gateway;
import org.as2gateway.admin.evidence.Pem;
import org.as2gateway.admin.messages.StatusView;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Activity;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/**
 * The table of last night: whether what was sent was received, by whom, with what proof.
 *
 * @param hours the hours of the night
 * @param since when the night began
 * @param until when it ends
 * @param back how many nights before the last one that began
 * @param isGoingOn whether it has not ended yet
 * @param partners those with traffic, the ones with trouble first
 * @param quiet names of those without
 */
public record Night(
    NightHours hours,
    Instant since,
    Instant until,
    int back,
    boolean isGoingOn,
    List<PartnerNight> partners,
    List<String> quiet) {
  private static final Comparator<PartnerNight> WORST_FIRST =
      Comparator.comparing((PartnerNight night) -> !night.hasTrouble())
          .thenComparing(night -> night.waiting() == 0)
          .thenComparing(PartnerNight::partner);

  /** The most nights back that are shown. */
  static final int MOST_BACK = 60;

  /** What the table is called. */
  public String title() {
    return isGoingOn ? "Tonight so far" : back == 0 ? "Last night" : "Earlier night";
  }

  /** Where the night before is; null beyond {@link #MOST_BACK}. */
  public @Nullable String earlier() {
    return back == MOST_BACK ? null : at(back + 1);
  }

  /** Where the night after is; null on the last. */
  public @Nullable String later() {
    return back == 0 ? null : at(back - 1);
  }

  /** Where this night is. */
  public String here() {
    return at(back);
  }

  private static String at(int back) {
    return back == 0 ? "/" : "/?back=" + back;
  }

  /** Start of the night, as a time field has it. */
  public String start() {
    return hours.start().toString();
  }

  /** End of the night, as a time field has it. */
  public String end() {
    return hours.end().toString();
  }

  static Night of(Gateway gateway, NightHours hours, int back, Instant now, ZoneId zone) {
    NightHours.Span span = hours.last(now, zone, back);
    Map<String, List<Activity>> byPartner = new TreeMap<>();
    Registry registry = gateway.registry();
    for (Activity activity : gateway.traffic().activity(span.since(), span.until())) {
      byPartner
          .computeIfAbsent(partner(registry, activity), name -> new ArrayList<>())
          .add(activity);
    }
    List<PartnerNight> partners =
        byPartner.entrySet().stream()
            .map(entry -> of(gateway, entry.getKey(), entry.getValue()))
            .sorted(WORST_FIRST)
            .toList();
    List<String> quiet =
        registry.partnerships().partners().stream()
            .filter(partner -> !registry.isOwn(partner))
            .map(Partner::name)
            .filter(name -> !byPartner.containsKey(name))
            .sorted()
            .toList();
    return new Night(
        hours, span.since(), span.until(), back, now.isBefore(span.until()), partners, quiet);
  }

  /** Of a partnership that is gone, its name. */
  private static String partner(Registry registry, Activity activity) {
    Optional<Partnership> partnership = registry.partnerships().partnership(activity.partnership());
    return partnership
        .map(activity.direction() == Direction.IN ? Partnership::sender : Partnership::receiver)
        .map(Partner::name)
        .orElse(activity.partnership());
  }

  private static PartnerNight of(Gateway gateway, String partner, List<Activity> activities) {
    Map<Outcome, Integer> counts = new HashMap<>();
    for (Activity activity : activities) {
      Outcome outcome = Outcome.of(activity);
      counts.merge(outcome, activity.messages(), Integer::sum);
    }
    List<Activity> out =
        activities.stream().filter(each -> each.direction() == Direction.OUT).toList();
    int proven = out.stream().mapToInt(Activity::proven).sum();
    return new PartnerNight(
        partner,
        out.stream().mapToInt(Activity::messages).sum(),
        proven,
        out.stream().filter(each -> !isAs2(gateway, each)).mapToInt(Activity::messages).sum(),
        Math.max(0, counts.getOrDefault(Outcome.DELIVERED, 0) - proven),
        counts.getOrDefault(Outcome.WAITING, 0),
        counts.getOrDefault(Outcome.FAILED, 0),
        counts.getOrDefault(Outcome.RECEIVED, 0),
        counts.getOrDefault(Outcome.REFUSED, 0),
        waitingFor(gateway, out),
        newest(gateway, activities),
        receipt(gateway, out));
  }

  /** Whether its messages can have receipts; so can those of a partnership that is gone. */
  private static boolean isAs2(Gateway gateway, Activity activity) {
    return gateway
        .registry()
        .partnerships()
        .partnership(activity.partnership())
        .map(Partnership::kind)
        .filter(kind -> kind != TransportKind.AS2)
        .isEmpty();
  }

  private enum Outcome {
    DELIVERED,
    WAITING,
    FAILED,
    RECEIVED,
    REFUSED;

    static Outcome of(Activity activity) {
      return switch (activity.status()) {
        case SENT, ACKNOWLEDGED -> DELIVERED;
        case FAILED, BLOCKED, CANCELLED -> FAILED;
        case REFUSED -> REFUSED;
        case ACCEPTED, DELIVERED -> RECEIVED;
        default -> WAITING;
      };
    }
  }

  private static @Nullable StatusView waitingFor(Gateway gateway, List<Activity> out) {
    Collection<String> held = gateway.held();
    return out.stream()
        .filter(activity -> Outcome.of(activity) == Outcome.WAITING)
        .max(Comparator.comparing(Activity::newest))
        .flatMap(activity -> gateway.messages().find(activity.newest()))
        .map(message -> StatusView.of(message, held))
        .orElse(null);
  }

  private static @Nullable MessageRecord newest(Gateway gateway, List<Activity> activities) {
    return activities.stream()
        .map(Activity::newest)
        .max(Comparator.naturalOrder())
        .flatMap(gateway.messages()::find)
        .orElse(null);
  }

  private static PartnerNight.@Nullable Receipt receipt(Gateway gateway, List<Activity> out) {
    return out.stream()
        .map(Activity::newestProven)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .flatMap(gateway.messages()::find)
        .map(message -> receipt(gateway, message))
        .orElse(null);
  }

  private static PartnerNight.Receipt receipt(Gateway gateway, MessageRecord message) {
    String signer =
        gateway.messages().evidence(message.id(), EvidenceKind.MDN_SIGNER_CERTIFICATE).stream()
            .map(Evidence::content)
            .flatMap(der -> Pem.read(der.toBytes()).stream())
            .map(certificate -> certificate.getSubjectX500Principal().getName())
            .findFirst()
            .orElse("");
    return new PartnerNight.Receipt(message.id(), message.state().updatedAt(), signer);
  }
}
