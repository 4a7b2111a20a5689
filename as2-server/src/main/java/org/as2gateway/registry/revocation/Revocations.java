package org.as2gateway.registry.revocation;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateStops;
import org.as2gateway.registry.certs.LoadedCertificates;
import org.as2gateway.registry.partnerships.Partner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps asking whether certificates of partners are revoked, once a day each, and says which must
 * not be used. What was answered is in the database and outlasts a restart. Safe for many threads.
 */
public final class Revocations implements CertificateStops {
  private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration RETRY = Duration.ofHours(1);
  private static final Duration AHEAD = Duration.ofHours(1);
  private static final long SPREAD_MINUTES = 240;
  private static final Duration MOST_AT_ONCE = Duration.ofMinutes(1);

  private final GatewayConfig.Revocation mode;
  private final JdbcRevocations kept;
  private final RevocationCheck check;
  private final Clock clock;
  private final Map<String, RevocationStatus> statuses = new ConcurrentHashMap<>();
  private final Object turn = new Object();
  private final Semaphore atOnce = new Semaphore(1);

  /**
   * Answers kept there.
   *
   * @param mode what follows from them
   * @param fetch reaches the servers
   * @param roots authorities that are known besides those in {@code certs/}
   */
  public Revocations(
      GatewayConfig.Revocation mode,
      JdbcRevocations kept,
      RevocationFetch fetch,
      Supplier<List<X509Certificate>> roots,
      Clock clock) {
    this.mode = mode;
    this.kept = kept;
    this.check = new RevocationCheck(fetch, roots, clock);
    this.clock = clock;
    kept.all().forEach(status -> statuses.put(status.fingerprint(), status));
  }

  /** What follows from the answers. */
  public GatewayConfig.Revocation mode() {
    return mode;
  }

  /** Loads certificates of which those are not used that are revoked or not vouched for. */
  public Supplier<LoadedCertificates> over(Supplier<LoadedCertificates> loader) {
    return () -> loader.get().stoppedBy(this);
  }

  @Override
  public Optional<String> reason(CertificateEntry entry, Instant at) {
    return entry.isOwn()
        ? Optional.empty()
        : status(entry.fingerprint()).flatMap(status -> status.stop(mode, at));
  }

  /** What is known of a certificate; empty if nobody has asked, or nobody is to ask. */
  public Optional<RevocationStatus> status(String fingerprint) {
    return mode == GatewayConfig.Revocation.OFF
        ? Optional.empty()
        : Optional.ofNullable(statuses.get(fingerprint));
  }

  /**
   * A certificate that was checked.
   *
   * @param entry the certificate
   * @param status what is known of it
   * @param stop why it is not used, as a verb phrase; empty if it is
   */
  public record Checked(CertificateEntry entry, RevocationStatus status, Optional<String> stop) {}

  /** All certificates in use that were checked; none if nobody is to ask. */
  public List<Checked> checked(Registry registry) {
    Instant now = clock.instant();
    return inUse(registry).stream()
        .flatMap(
            entry ->
                status(entry.fingerprint()).stream()
                    .map(status -> new Checked(entry, status, status.stop(mode, now))))
        .toList();
  }

  /** The certificates of partners that are in use or about to be. */
  public List<CertificateEntry> inUse(Registry registry) {
    Instant now = clock.instant();
    Set<String> aliases =
        Stream.concat(
                registry.partnerships().partners().stream()
                    .map(Partner::x509Alias)
                    .flatMap(Optional::stream),
                registry.partnerships().partnerships().stream()
                    .flatMap(
                        p ->
                            Stream.of(p.access().certificateAlias(), p.security().alsoEncryptFor())
                                .flatMap(Optional::stream)))
            .collect(Collectors.toSet());
    return registry.certificates().entries().stream()
        .filter(entry -> !entry.isOwn() && aliases.contains(entry.alias()))
        .filter(entry -> entry.certificate().getNotAfter().toInstant().isAfter(now))
        .filter(entry -> entry.retired().filter(at -> !at.isAfter(now)).isEmpty())
        .toList();
  }

  /**
   * Checks what is due, and forgets certificates that are gone, except those revoked: they may come
   * back. Does nothing if switched off.
   */
  public void run(Registry registry) {
    if (mode == GatewayConfig.Revocation.OFF) {
      return;
    }
    check(registry, entry -> isDue(statuses.get(entry.fingerprint())));
    Set<String> gone = new HashSet<>(statuses.keySet());
    registry.certificates().entries().forEach(entry -> gone.remove(entry.fingerprint()));
    gone.removeIf(
        fingerprint ->
            status(fingerprint)
                .filter(s -> s.state() == RevocationStatus.State.REVOKED)
                .isPresent());
    if (!gone.isEmpty()) {
      kept.remove(gone);
      gone.forEach(statuses::remove);
    }
  }

  /**
   * Checks certificates in use now, due or not, one after the other.
   *
   * @param wanted which of them
   * @return what is known of them after that
   */
  public List<RevocationStatus> check(Registry registry, Predicate<CertificateEntry> wanted) {
    return inUse(registry).stream().filter(wanted).map(entry -> checked(registry, entry)).toList();
  }

  /**
   * The same for somebody who waits: one such check at a time, and no certificate is begun with
   * after a minute.
   *
   * @return how many certificates were left out for want of time; empty if a check is running
   */
  public OptionalInt checkNow(Registry registry, Predicate<CertificateEntry> wanted) {
    if (!atOnce.tryAcquire()) {
      return OptionalInt.empty();
    }
    try {
      long begin = System.nanoTime();
      AtomicInteger left = new AtomicInteger();
      check(
          registry,
          wanted.and(
              entry -> {
                boolean isInTime = System.nanoTime() - begin < MOST_AT_ONCE.toNanos();
                left.addAndGet(isInTime ? 0 : 1);
                return isInTime;
              }));
      return OptionalInt.of(left.get());
    } finally {
      atOnce.release();
    }
  }

  private RevocationStatus checked(Registry registry, CertificateEntry entry) {
    synchronized (turn) {
      RevocationStatus before = statuses.get(entry.fingerprint());
      RevocationStatus status = stored(entry, answered(registry, entry, before));
      statuses.put(status.fingerprint(), status);
      tell(entry, before == null ? "" : before.summary(), status.summary());
      return status;
    }
  }

  /** A certificate that cannot be checked does not keep others from being checked. */
  private RevocationStatus answered(
      Registry registry, CertificateEntry entry, @Nullable RevocationStatus before) {
    try {
      return check.run(entry, registry.certificates(), before);
    } catch (RuntimeException e) {
      LOG.warn("the check of a certificate of '{}' for revocation failed", entry.alias(), e);
      return check.failed(entry, "the check failed; see the log", before);
    }
  }

  /** A status that could not be stored counts until a restart, and is checked again soon. */
  private RevocationStatus stored(CertificateEntry entry, RevocationStatus status) {
    try {
      kept.put(status);
      return status;
    } catch (RuntimeException e) {
      LOG.warn("the revocation status of a certificate of '{}' was not stored", entry.alias(), e);
      return status.failing("the status could not be stored; see the log", clock.instant());
    }
  }

  private static void tell(CertificateEntry entry, String before, String now) {
    if (!before.equals(now)) {
      LOG.info(
          "revocation of certificate {} of '{}': {}",
          entry.fingerprint().substring(0, 16),
          entry.alias(),
          now);
    }
  }

  private boolean isDue(@Nullable RevocationStatus status) {
    if (status == null) {
      return true;
    }
    Instant now = clock.instant();
    if (status.failingSince().isPresent()) {
      return !now.isBefore(status.checkedAt().plus(RETRY));
    }
    // not all at once: by a part of the fingerprint, which is as good as chance and stays the same
    long early = Integer.parseInt(status.fingerprint().substring(0, 4), 16) % SPREAD_MINUTES;
    Instant daily = status.checkedAt().plus(DAY).minus(Duration.ofMinutes(early));
    Instant before = status.nextUpdate().map(next -> next.minus(AHEAD)).orElse(daily);
    Instant earliest = status.checkedAt().plus(RETRY);
    return !now.isBefore(daily) || (!now.isBefore(before) && !now.isBefore(earliest));
  }
}
