package org.as2gateway.usps.answers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/**
 * The profiles with all their revisions: table {@code usps_profile}. Each call takes part in the
 * transaction around it. Safe for many threads.
 */
public final class JdbcProfiles {
  private static final int MOST_REVISIONS = 100;

  private final Database database;

  /** Those of that database. */
  public JdbcProfiles(Database database) {
    this.database = database;
  }

  /** The profiles that count, those of one partnership first, then by name. */
  public List<Profile> all() {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT p.* FROM usps_profile p WHERE removed = FALSE AND revision ="
                        + " (SELECT MAX(revision) FROM usps_profile q WHERE q.id = p.id)")
                .map((row, context) -> read(row).profile())
                .list()
                .stream()
                .sorted(
                    Comparator.comparing((Profile profile) -> profile.partnership().isEmpty())
                        .thenComparing(Profile::name)
                        .thenComparing(Profile::id))
                .toList());
  }

  /** The profile of that id, if it is not removed. */
  public Optional<Profile> find(String id) {
    return revisions(id).stream()
        .limit(1)
        .filter(last -> !last.isRemoved())
        .map(ProfileRevision::profile)
        .findFirst();
  }

  /** The last revisions of a profile, the newest first; none if there never was one of that id. */
  public List<ProfileRevision> revisions(String id) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM usps_profile WHERE id = ? ORDER BY revision DESC LIMIT ?")
                .bind(0, id)
                .bind(1, MOST_REVISIONS)
                .map((row, context) -> read(row))
                .list());
  }

  /** Profiles whose last change removed them, the last one first. */
  public List<ProfileRevision> removed(int limit) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT p.* FROM usps_profile p WHERE removed = TRUE AND revision ="
                        + " (SELECT MAX(revision) FROM usps_profile q WHERE q.id = p.id)"
                        + " ORDER BY changed_at DESC, id LIMIT ?")
                .bind(0, limit)
                .map((row, context) -> read(row))
                .list());
  }

  /** Adds a revision. */
  public void add(Profile profile, boolean isRemoved, Instant at, String by) {
    int last =
        revisions(profile.id()).stream().mapToInt(ProfileRevision::revision).findFirst().orElse(0);
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO usps_profile (id, revision, name, definition, removed, changed_at,"
                    + " actor) VALUES (?, ?, ?, ?, ?, ?, ?)",
                profile.id(),
                last + 1,
                profile.name(),
                ProfileText.of(profile),
                isRemoved,
                Times.column(at),
                by));
  }

  private static ProfileRevision read(ResultSet row) throws SQLException {
    return new ProfileRevision(
        row.getInt("revision"),
        ProfileText.parse(row.getString("id"), row.getString("definition")),
        row.getBoolean("removed"),
        Times.instant(row, "changed_at"),
        row.getString("actor"));
  }
}
