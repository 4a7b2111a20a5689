package org.as2gateway.registry;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.KeyAbility;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.CertificateRegistry;

/** Says why none of the certificates of an alias serves for a use. */
final class UnfitCertificates {
  private static final int MOST_TOLD = 3;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

  private final CertificateRegistry certificates;
  private final Instant now;

  UnfitCertificates(CertificateRegistry certificates, Instant now) {
    this.certificates = certificates;
    this.now = now;
  }

  /** In brackets behind what is missing; empty if the alias has no certificates. */
  String reasons(String alias, CertificateUse use) {
    List<String> reasons =
        certificates.entries().stream()
            .filter(entry -> entry.alias().equals(alias))
            .map(entry -> reason(entry, use))
            .limit(MOST_TOLD)
            .toList();
    if (reasons.isEmpty()) {
      return authorities(alias);
    }
    return reasons.stream().collect(Collectors.joining(", ", " (", ")"));
  }

  private String authorities(String alias) {
    boolean hasAuthority =
        certificates.authorities().stream().anyMatch(entry -> entry.alias().equals(alias));
    return hasAuthority ? " (it contains only a CA certificate)" : "";
  }

  private String reason(CertificateEntry entry, CertificateUse use) {
    return "certificate '"
        + entry.certificate().getSubjectX500Principal().getName()
        + "' "
        + dated(entry).orElseGet(() -> unfit(entry, use));
  }

  private Optional<String> dated(CertificateEntry entry) {
    Instant begin = entry.certificate().getNotBefore().toInstant();
    Instant end = entry.certificate().getNotAfter().toInstant();
    if (end.isBefore(now)) {
      return Optional.of("expired on " + DAY.format(end));
    }
    if (entry.retired().filter(at -> !at.isAfter(now)).isPresent()) {
      return Optional.of("is retired");
    }
    if (begin.isAfter(now)) {
      return Optional.of("is not valid before " + DAY.format(begin));
    }
    return certificates.stopped(entry, now);
  }

  private static String unfit(CertificateEntry entry, CertificateUse use) {
    if (entry.uses().contains(use)) {
      return entry
          .activeFrom()
          .map(from -> "is not used before " + from)
          .orElse("has no private key here");
    }
    return KeyAbility.of(entry.certificate())
        .refusal(use)
        .map(text -> "cannot be used: " + text)
        .orElse("is not for " + use.activity());
  }
}
