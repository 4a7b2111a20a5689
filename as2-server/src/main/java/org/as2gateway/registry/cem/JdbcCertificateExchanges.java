package org.as2gateway.registry.cem;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.registry.cem.CertificateExchange.Status;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/** Table {@code certificate_exchange}. */
public final class JdbcCertificateExchanges implements CertificateExchanges {
  private final Database database;

  /** Kept in that database. */
  public JdbcCertificateExchanges(Database database) {
    this.database = database;
  }

  @Override
  public void add(CertificateExchange e) {
    database.inTransaction(
        () ->
            database.call(
                handle ->
                    handle
                        .createUpdate(
                            "INSERT INTO certificate_exchange (id, direction, partnership,"
                                + " request_id, issuer, serial, fingerprint, pem, uses, respond_by,"
                                + " status, created_at) VALUES (:id, :direction, :partnership,"
                                + " :requestId, :issuer, :serial, :fingerprint, :pem, :uses,"
                                + " :respondBy, :status, :createdAt)")
                        .bind("id", e.id())
                        .bind("direction", direction(e.isInbound()))
                        .bind("partnership", e.partnership())
                        .bind("requestId", e.requestId())
                        .bind("issuer", e.name().issuer())
                        .bind("serial", e.name().serial())
                        .bind("fingerprint", e.fingerprint())
                        .bind("pem", e.pem())
                        .bind("uses", words(e.uses()))
                        .bind("respondBy", e.respondBy().map(Times::column).orElse(null))
                        .bind("status", e.status().name())
                        .bind("createdAt", Times.column(e.createdAt()))
                        .execute()));
  }

  private static String direction(boolean isInbound) {
    return isInbound ? "in" : "out";
  }

  private static String words(Set<CertUsage> uses) {
    return uses.stream().map(CertUsage::word).sorted().collect(Collectors.joining(" "));
  }

  @Override
  public Optional<CertificateExchange> find(String id) {
    return select("WHERE id = ?", id).stream().findFirst();
  }

  @Override
  public List<CertificateExchange> newest(int limit) {
    return select("ORDER BY created_at DESC, id LIMIT ?", limit);
  }

  @Override
  public List<CertificateExchange> pending(boolean isInbound, String partnership) {
    return select(
        "WHERE direction = ? AND partnership = ? AND status = ? ORDER BY created_at DESC, id",
        direction(isInbound),
        partnership,
        Status.PENDING.name());
  }

  @Override
  public List<CertificateExchange> open(Instant now, int limit) {
    return select(
        "WHERE direction = ? AND status = ? AND (respond_by IS NULL OR respond_by > ?)"
            + " ORDER BY created_at DESC, id DESC LIMIT ?",
        direction(true),
        Status.PENDING.name(),
        Times.column(now),
        limit);
  }

  private List<CertificateExchange> select(String condition, Object... values) {
    return database.call(
        handle -> {
          var query = handle.createQuery("SELECT * FROM certificate_exchange " + condition);
          for (int i = 0; i < values.length; i++) {
            query.bind(i, values[i]);
          }
          return query.map((row, context) -> exchange(row)).list();
        });
  }

  private static CertificateExchange exchange(ResultSet row) throws SQLException {
    Set<CertUsage> uses = EnumSet.noneOf(CertUsage.class);
    for (String word : row.getString("uses").split(" ", -1)) {
      CertUsage.of(word).ifPresent(uses::add);
    }
    return new CertificateExchange(
        row.getString("id"),
        row.getString("direction").equals("in"),
        row.getString("partnership"),
        row.getString("request_id"),
        new CertificateName(row.getString("issuer"), row.getString("serial")),
        row.getString("fingerprint"),
        row.getString("pem"),
        uses,
        time(row, "respond_by"),
        Status.valueOf(row.getString("status")),
        Optional.ofNullable(row.getString("reason")),
        Times.instant(row, "created_at"),
        time(row, "decided_at"));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return row.getObject(column) == null
        ? Optional.empty()
        : Optional.of(Times.instant(row, column));
  }

  @Override
  public boolean decide(String id, boolean isAccepted, Optional<String> reason, Instant now) {
    return database.inTransaction(
        () ->
            database.call(
                handle ->
                    handle
                            .createUpdate(
                                "UPDATE certificate_exchange SET status = :status, reason ="
                                    + " :reason, decided_at = :now WHERE id = :id AND status ="
                                    + " :pending")
                            .bind("status", (isAccepted ? Status.ACCEPTED : Status.REJECTED).name())
                            .bind("reason", reason.orElse(null))
                            .bind("now", Times.column(now))
                            .bind("id", id)
                            .bind("pending", Status.PENDING.name())
                            .execute()
                        == 1));
  }
}
