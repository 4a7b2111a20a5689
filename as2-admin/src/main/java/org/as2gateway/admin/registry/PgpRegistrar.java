package org.as2gateway.admin.registry;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.pgp.PgpNewKey;
import org.as2gateway.registry.certs.PgpEntry;
import org.as2gateway.registry.certs.PgpKeyFolder;
import org.as2gateway.registry.certs.PgpKeyRing;
import org.as2gateway.registry.partnerships.EditRefused;
import org.jspecify.annotations.Nullable;

/** Changes of OpenPGP keys on behalf of somebody, taken up at once and told in the audit log. */
public final class PgpRegistrar {
  private final Registrar registrar;

  /** Works with that registrar's folder and audit log. */
  public PgpRegistrar(Registrar registrar) {
    this.registrar = registrar;
  }

  private interface Edit {
    PgpEntry run(PgpKeyFolder folder) throws CertsException, IOException;
  }

  /** The keys as they stand, oldest first within an alias. */
  public List<PgpLine> lines() {
    PgpKeyRing ring = registrar.registry().certificates().pgp();
    return ring.entries().stream().map(e -> PgpLine.of(e, ring, registrar.now())).toList();
  }

  /** Looks at keys without taking them; see {@link PgpKeyFolder#inspect}. */
  public List<PgpKeyFolder.Offer> look(String alias, byte[] content) throws CertsException {
    return registrar.certificates().pgp().inspect(alias, content);
  }

  /** Makes a key of our own. */
  public PgpEntry newKey(Actor who, String alias, PgpNewKey wanted, Optional<Instant> activeFrom)
      throws CertsException, EditRefused, IOException {
    return edit(who, "new", alias, null, folder -> folder.newKey(alias, wanted, activeFrom));
  }

  /** Uses a key outbound from that time on. */
  public PgpEntry activate(Actor who, String alias, String fingerprint, Instant from)
      throws CertsException, EditRefused, IOException {
    Instant at = from.truncatedTo(ChronoUnit.SECONDS);
    return edit(who, "activate", alias, fingerprint, f -> f.activate(alias, fingerprint, at));
  }

  /** Cancels a switch to a key that is still to come. */
  public PgpEntry unschedule(Actor who, String alias, String fingerprint)
      throws CertsException, EditRefused, IOException {
    return edit(who, "unschedule", alias, fingerprint, f -> f.unschedule(alias, fingerprint));
  }

  /** Stops the use of a key from that time on. */
  public PgpEntry retire(Actor who, String alias, String fingerprint, Instant at)
      throws CertsException, EditRefused, IOException {
    Instant from = at.truncatedTo(ChronoUnit.SECONDS);
    return edit(who, "retire", alias, fingerprint, f -> f.retire(alias, fingerprint, from));
  }

  /** Uses a key again that is retired, or is to be. */
  public PgpEntry putBack(Actor who, String alias, String fingerprint)
      throws CertsException, EditRefused, IOException {
    return edit(who, "put-back", alias, fingerprint, f -> f.putBack(alias, fingerprint));
  }

  private PgpEntry edit(
      Actor who, String action, String alias, @Nullable String fingerprint, Edit edit)
      throws CertsException, EditRefused, IOException {
    PgpKeyFolder folder = registrar.certificates().pgp();
    String before =
        fingerprint == null ? null : CertificateText.of(folder.find(alias, fingerprint));
    PgpEntry entry = edit.run(folder);
    registrar.editor().takeUp(who.name());
    registrar.audit(who, "pgp-key-" + action, alias, before, CertificateText.of(entry));
    return entry;
  }
}
