package org.as2gateway.admin.usps;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Text;
import org.as2gateway.admin.usps.ReconcileJson.ReconciledFileJson;
import org.as2gateway.admin.usps.ReconcileJson.ReconciledPieceJson;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.JdbcAuditLog;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.usps.files.EventCodes;
import org.as2gateway.usps.ledger.FileQuery;
import org.as2gateway.usps.ledger.FileState;
import org.as2gateway.usps.ledger.Ledger;
import org.as2gateway.usps.ledger.UspsFile;
import org.as2gateway.usps.owners.MailerIds;
import org.as2gateway.usps.owners.MailerIdsFile;
import org.as2gateway.usps.scans.ReconciledPiece;
import org.as2gateway.usps.scans.Reconciliation;
import org.as2gateway.usps.scans.ScanFile;
import org.as2gateway.usps.scans.Scans;

/** Scans of pieces, and what they say of manifests. */
public final class ScansDesk {
  static final String MANIFEST_GONE =
      "a manifest is no longer kept, so numbers of pieces that were never scanned are missing;"
          + " their count is right";
  private static final List<FileState> SENT =
      List.of(
          FileState.SENT,
          FileState.RECEIVED,
          FileState.ACCEPTED,
          FileState.PARTLY,
          FileState.REJECTED,
          FileState.SCANNED);

  private final Scans scans;
  private final Ledger ledger;
  private final MailerIdsFile mailerIds;
  private final JdbcAuditLog audit;
  private final Clock clock;

  private ScansDesk(
      Scans scans, Ledger ledger, MailerIdsFile mailerIds, JdbcAuditLog audit, Clock clock) {
    this.scans = scans;
    this.ledger = ledger;
    this.mailerIds = mailerIds;
    this.audit = audit;
    this.clock = clock;
  }

  /** The desk of that gateway. */
  public static ScansDesk of(Gateway gateway, Clock clock) {
    return new ScansDesk(
        gateway.usps().scans(),
        gateway.usps().ledger(),
        gateway.usps().mailerIds(),
        gateway.identity().audit(),
        clock);
  }

  /** The mailer IDs as they are listed now. */
  MailerIds mailerIds() {
    return mailerIds.read();
  }

  /**
   * The mailer IDs of an owner; none for all owners.
   *
   * @throws ProblemException with status 404 if no mailer ID is listed for that owner
   */
  Set<String> mailerIdsOf(Optional<String> owner) {
    if (owner.isEmpty()) {
      return Set.of();
    }
    Set<String> ids = mailerIds().of(owner.get());
    if (ids.isEmpty()) {
      throw new ProblemException(
          404, "no mailer ID is listed for the owner '" + Text.cut(owner.get()) + "'");
    }
    return ids;
  }

  Scans scans() {
    return scans;
  }

  /** Reads an extract that a user has; a line of it that is known already counts once. */
  ScanFile upload(Actor actor, String name, InputStream stream) throws IOException {
    ScanFile read = scans.upload(name, actor.name(), stream);
    String summary =
        "%s: %d events, %d of them new".formatted(read.version(), read.events(), read.added());
    audit.add(
        clock.instant(), actor, new Change("usps-extract", read.source().name(), null, summary));
    return read;
  }

  /**
   * The file of that number.
   *
   * @throws ProblemException with status 404 if the ledger has none
   */
  UspsFile file(String efn) {
    return find(efn)
        .orElseThrow(
            () ->
                new ProblemException(
                    404,
                    "no file with the number '"
                        + Text.cut(efn)
                        + "' was sent in the last 120 days"));
  }

  /** The file of that number, if the ledger has it. */
  Optional<UspsFile> find(String efn) {
    return ledger.files().find(efn);
  }

  Reconciliation reconciliation() {
    return scans.reconciliation();
  }

  ReconcileJson reconcile(String efn, int limit) throws IOException {
    UspsFile file = file(efn);
    Pieces pieces = new Pieces(limit, scans.codes());
    boolean isComplete = reconciliation().pieces(file, pieces);
    return new ReconcileJson(
        List.of(ReconciledFileJson.of(reconciliation().count(file), mailerIds())),
        null,
        reconciliation().countNeverManifested(Set.of()),
        pieces.found,
        pieces.hasMore,
        isComplete ? List.of() : List.of(MANIFEST_GONE));
  }

  ReconcileJson reconcileAll(Set<String> ids, Optional<String> cursor, int limit)
      throws IOException {
    OptionalLong before = cursor.map(ScansDesk::id).orElse(OptionalLong.empty());
    List<UspsFile> files = sent(ids, before, limit);
    MailerIds owners = mailerIds();
    Pieces pieces = new Pieces(limit, scans.codes());
    if (cursor.isEmpty()) {
      reconciliation().neverManifested(ids, pieces);
    }
    return new ReconcileJson(
        reconciliation().count(files).stream()
            .map(file -> ReconciledFileJson.of(file, owners))
            .toList(),
        files.size() < limit ? null : Long.toString(files.get(files.size() - 1).id()),
        reconciliation().countNeverManifested(ids),
        pieces.found,
        pieces.hasMore,
        List.of());
  }

  /**
   * Files of which something was sent, the newest first.
   *
   * @param ids only those with one of these mailer IDs in their header; none for all
   */
  List<UspsFile> sent(Set<String> ids, OptionalLong before, int limit) {
    return ledger
        .files()
        .list(
            new FileQuery(
                SENT, Optional.empty(), List.copyOf(ids), Optional.empty(), before, limit));
  }

  private static OptionalLong id(String cursor) {
    try {
      return OptionalLong.of(Long.parseLong(cursor));
    } catch (NumberFormatException e) {
      throw new ProblemException(400, "unknown cursor '" + Text.cut(cursor) + "'");
    }
  }

  /** The first pieces. */
  private static final class Pieces implements Reconciliation.Sink {
    private final List<ReconciledPieceJson> found = new ArrayList<>();
    private final int limit;
    private final EventCodes codes;
    private boolean hasMore;

    Pieces(int limit, EventCodes codes) {
      this.limit = limit;
      this.codes = codes;
    }

    @Override
    public boolean take(ReconciledPiece piece) {
      hasMore = found.size() == limit;
      if (!hasMore) {
        found.add(ReconciledPieceJson.of(piece, codes));
      }
      return !hasMore;
    }
  }
}
