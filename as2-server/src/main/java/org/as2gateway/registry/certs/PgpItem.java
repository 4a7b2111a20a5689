package org.as2gateway.registry.certs;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.pgp.PgpOwnKey;
import org.jspecify.annotations.Nullable;

/** An OpenPGP key of an alias, with its secret part if it is ours. */
record PgpItem(PgpEntry entry, @Nullable PgpOwnKey own) {
  private static final Comparator<PgpItem> AGE =
      Comparator.comparing((PgpItem item) -> item.entry.key().created())
          .thenComparing(item -> item.entry.fingerprint());

  private static final Comparator<PgpItem> ACTIVATION =
      Comparator.comparing((PgpItem item) -> item.entry.activeFrom().orElse(Instant.MIN));

  Optional<PgpOwnKey> ownKey() {
    return Optional.ofNullable(own);
  }

  /** The one to use outbound, by the rules of {@link CertificateItem#outbound}. */
  static Optional<PgpItem> outbound(List<PgpItem> items, CertificateUse use, Instant now) {
    List<PgpItem> inForce = items.stream().filter(i -> i.entry.serves(use, now)).toList();
    Optional<PgpItem> dated =
        inForce.stream()
            .filter(i -> i.entry.activeFrom().filter(from -> !from.isAfter(now)).isPresent())
            .max(ACTIVATION.thenComparing(AGE));
    return dated.or(() -> inForce.stream().filter(i -> i.entry.activeFrom().isEmpty()).min(AGE));
  }
}
