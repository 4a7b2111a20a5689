package org.as2gateway.admin.registry;

import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.registry.certs.PgpEntry;
import org.jspecify.annotations.Nullable;

/** An OpenPGP key as the API and {@code --json} write it. */
@Description("An OpenPGP key and how it is used.")
public record PgpKeyJson(
    String alias,
    boolean own,
    String userId,
    @Description("of the primary key") String fingerprint,
    List<String> keyIds,
    String algorithm,
    Instant created,
    @Nullable Instant expires,
    boolean revoked,
    List<CertificateUse> uses,
    @Nullable Instant activeFrom,
    @Nullable Instant retired,
    String file,
    @Description("to hand to a partner; never the secret key") String publicKey) {
  /** That key as it stands now. */
  public static PgpKeyJson of(PgpEntry entry, Instant now) {
    return new PgpKeyJson(
        entry.alias(),
        entry.isOwn(),
        entry.key().name(),
        entry.fingerprint(),
        entry.key().keyIds(),
        entry.key().algorithm(),
        entry.key().created(),
        entry.key().expires(now).orElse(null),
        entry.key().isRevoked(now),
        entry.uses().stream().sorted().toList(),
        entry.activeFrom().orElse(null),
        entry.retired().orElse(null),
        String.valueOf(entry.file().getFileName()),
        entry.key().toArmor());
  }
}
