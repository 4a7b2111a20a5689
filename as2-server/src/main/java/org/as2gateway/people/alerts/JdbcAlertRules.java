package org.as2gateway.people.alerts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.people.alerts.AlertRule.Channel;
import org.as2gateway.store.db.Database;

/** Table {@code alert_rule}. */
final class JdbcAlertRules {
  private final Database database;

  JdbcAlertRules(Database database) {
    this.database = database;
  }

  List<AlertRule> all() {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT * FROM alert_rule ORDER BY name, id")
                .map((row, context) -> read(row))
                .list());
  }

  void put(AlertRule rule) {
    remove(rule.id());
    database.call(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO alert_rule (id, name, kinds, partner, owner, channel, target, secret,"
                        + " quiet_from, quiet_until, quiet_zone, enabled) VALUES (:id, :name,"
                        + " :kinds, :partner, :owner, :channel, :target, :secret, :from, :until, :zone,"
                        + " :enabled)")
                .bind("id", rule.id())
                .bind("name", rule.name())
                .bind(
                    "kinds", String.join(",", rule.kinds().stream().map(AlertKind::text).toList()))
                .bind("partner", rule.partner().orElse(null))
                .bind("owner", rule.owner().orElse(null))
                .bind("channel", rule.channel().text())
                .bind("target", rule.target())
                .bind("secret", rule.secret().orElse(null))
                .bind("from", rule.quiet().map(q -> q.from().toString()).orElse(null))
                .bind("until", rule.quiet().map(q -> q.until().toString()).orElse(null))
                .bind("zone", rule.quiet().map(q -> q.zone().getId()).orElse(null))
                .bind("enabled", rule.isEnabled())
                .execute());
  }

  boolean remove(String id) {
    return database.call(handle -> handle.execute("DELETE FROM alert_rule WHERE id = ?", id)) == 1;
  }

  private static AlertRule read(ResultSet row) throws SQLException {
    String from = row.getString("quiet_from");
    return new AlertRule(
        row.getString("id"),
        row.getString("name"),
        kinds(row.getString("kinds")),
        Optional.ofNullable(row.getString("partner")),
        Optional.ofNullable(row.getString("owner")),
        Channel.parse(row.getString("channel")).orElseThrow(),
        row.getString("target"),
        Optional.ofNullable(row.getString("secret")),
        from == null
            ? Optional.empty()
            : Optional.of(
                QuietHours.parse(from, row.getString("quiet_until"), row.getString("quiet_zone"))),
        row.getBoolean("enabled"));
  }

  /** Of a newer version's kinds, those that this one knows. */
  private static Set<AlertKind> kinds(String text) {
    Set<AlertKind> kinds = EnumSet.noneOf(AlertKind.class);
    Arrays.stream(text.split(",", -1)).forEach(name -> AlertKind.parse(name).ifPresent(kinds::add));
    return kinds;
  }
}
