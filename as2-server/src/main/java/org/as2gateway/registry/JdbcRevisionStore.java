package org.as2gateway.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.Handle;

/** Revisions in tables {@code registry_revision} and {@code registry_text}. */
public final class JdbcRevisionStore implements RevisionStore {
  private static final int PART_CHARS = 200_000; // a character column of H2 holds a million
  private static final String QUOTED = "(\"[^\"]*\"|'[^']*')";
  private static final String SECRET = "[\\w.-]{0,60}(?:password|passwd|secret)[\\w.-]{0,60}";
  private static final List<Pattern> PASSWORDS =
      List.of(
          Pattern.compile("(?i)(" + SECRET + "\\s*[\"']\\s+value\\s*=\\s*)" + QUOTED),
          Pattern.compile(
              "(?i)(value\\s*=\\s*)" + QUOTED + "(?=\\s+name\\s*=\\s*[\"']\\s*" + SECRET + ")"),
          Pattern.compile("(?i)([\\s]" + SECRET + "\\s*=\\s*)" + QUOTED));

  private enum Kind {
    FILE,
    CERTIFICATES,
    DIFFERENCE
  }

  private final Database database;

  /** A store in that database. */
  public JdbcRevisionStore(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Revision> add(Instant at, String author, String text, List<String> certificates) {
    String kept = withoutPasswords(text);
    return database.durably(
        () ->
            database.call(
                handle -> {
                  Optional<Revision> last = newest(handle, 1).stream().findFirst();
                  if (last.isPresent()
                      && last.get().text().equals(kept)
                      && last.get().certificates().equals(certificates)) {
                    return Optional.empty();
                  }
                  Revision revision =
                      new Revision(
                          last.map(Revision::number).orElse(0L) + 1,
                          at,
                          author,
                          kept,
                          certificates,
                          difference(last, kept, certificates));
                  insert(handle, revision);
                  return Optional.of(revision);
                }));
  }

  @Override
  public List<Revision> newest(int limit) {
    return database.inTransaction(() -> database.call(handle -> newest(handle, limit)));
  }

  @Override
  public Optional<Revision> find(long number) {
    return database.inTransaction(
        () ->
            database.call(
                handle ->
                    handle
                        .createQuery("SELECT * FROM registry_revision WHERE number = :number")
                        .bind("number", number)
                        .map((row, context) -> header(row))
                        .findOne()
                        .map(header -> withTexts(handle, header))));
  }

  private static String withoutPasswords(String text) {
    String kept = text;
    for (Pattern password : PASSWORDS) {
      kept = password.matcher(kept).replaceAll("$1\"…\"");
    }
    return kept;
  }

  private static String difference(
      Optional<Revision> last, String text, List<String> certificates) {
    return UnifiedDiff.of(
            "partnerships.xml",
            last.map(r -> r.text().lines().toList()).orElse(List.of()),
            text.lines().toList())
        + UnifiedDiff.of("certs", last.map(Revision::certificates).orElse(List.of()), certificates);
  }

  private static List<Revision> newest(Handle handle, int limit) {
    return handle
        .createQuery("SELECT * FROM registry_revision ORDER BY number DESC LIMIT :limit")
        .bind("limit", limit)
        .map((row, context) -> header(row))
        .list()
        .stream()
        .map(header -> withTexts(handle, header))
        .toList();
  }

  private static Revision header(ResultSet row) throws SQLException {
    return new Revision(
        row.getLong("number"),
        Times.instant(row, "at"),
        row.getString("author"),
        "",
        List.of(),
        "");
  }

  private static Revision withTexts(Handle handle, Revision header) {
    return new Revision(
        header.number(),
        header.at(),
        header.author(),
        text(handle, header, Kind.FILE),
        text(handle, header, Kind.CERTIFICATES).lines().toList(),
        text(handle, header, Kind.DIFFERENCE));
  }

  private static String text(Handle handle, Revision header, Kind kind) {
    return String.join(
        "",
        handle
            .createQuery(
                "SELECT content FROM registry_text WHERE revision = :revision AND kind = :kind"
                    + " ORDER BY part")
            .bind("revision", header.number())
            .bind("kind", kind.name())
            .mapTo(String.class)
            .list());
  }

  private static void insert(Handle handle, Revision revision) {
    handle
        .createUpdate(
            "INSERT INTO registry_revision (number, at, author) VALUES (:number, :at, :author)")
        .bind("number", revision.number())
        .bind("at", Times.column(revision.at()))
        .bind("author", revision.author())
        .execute();
    insertText(handle, revision.number(), Kind.FILE, revision.text());
    insertText(
        handle, revision.number(), Kind.CERTIFICATES, String.join("\n", revision.certificates()));
    insertText(handle, revision.number(), Kind.DIFFERENCE, revision.difference());
  }

  private static void insertText(Handle handle, long number, Kind kind, String text) {
    for (int part = 0; part * PART_CHARS < text.length(); part++) {
      int start = part * PART_CHARS;
      handle
          .createUpdate(
              "INSERT INTO registry_text (revision, kind, part, content)"
                  + " VALUES (:revision, :kind, :part, :content)")
          .bind("revision", number)
          .bind("kind", kind.name())
          .bind("part", part)
          .bind("content", text.substring(start, Math.min(text.length(), start + PART_CHARS)))
          .execute();
    }
  }
}
