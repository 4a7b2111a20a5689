package org.as2gateway.bench.usps;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.store.payload.InboxNames;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.store.payload.StageFile;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.files.PieceKey;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.Update;

/**
 * Fills the USPS desk with 120 days of files, straight into its tables, most of it inside the
 * database: files of four partnerships and forty mailer IDs in all states, their pieces in the
 * order of their hashes, events, answers and steps. Each piece has a number of its own; those of
 * one large file are real ones, whose manifest is kept.
 */
public final class DeskMill {
  /** How many electronic file numbers there are. */
  public static final int FILES = 100_000;

  /** How many partnerships are for manifests: to the first partners. */
  public static final int PARTNERSHIPS = 4;

  private static final Duration PAST = Duration.ofDays(120);
  private static final int MAILER_IDS = 40;
  private static final int OWNERS = 8;
  private static final int CHUNK = 100_000;
  private static final int ARRAY = 50_000;
  private static final int ANSWERS = 1200;
  private static final int EXTRACTS = 360;
  private static final int DRAFTS = 1000;
  private static final long LARGE_ID = FILES + 1L;
  private static final String PARTNERSHIP = "'Us-to-P0' || CAST(MOD(x, 4) AS VARCHAR)";
  private static final String EFN = "'9275099999' || LPAD(CAST(x AS VARCHAR), 12, '0')";

  /** Of ten files one was never confirmed, one never scanned; the newest wait for both. */
  private static final String STATE =
      """
      CASE WHEN MOD(x, 1000) = 7 THEN 'rejected' WHEN MOD(x, 1000) = 8 THEN 'partly'
        WHEN MOD(x, 2000) = 9 THEN 'blocked' WHEN MOD(x, 10) = 3 OR x > 99500 THEN 'received'
        WHEN MOD(x, 10) = 4 OR x > 97000 THEN 'accepted' ELSE 'scanned' END""";

  private static final String IS_SCANNED = "MOD(f, 10) NOT IN (3, 4, 7, 8, 9) AND f <= 97000";
  private static final String AT =
      "CAST(:start AS TIMESTAMP WITH TIME ZONE) + INTERVAL '1' SECOND * (x * 103)";

  private final Database database;
  private final boolean isH2;
  private final int pieces;
  private final Instant now;
  private final String message;

  /**
   * A mill for that database, which has messages.
   *
   * @param pieces how many, a multiple of {@link #FILES}; a twentieth more for the large file
   */
  public DeskMill(Database database, boolean isH2, int pieces, Instant now) {
    this.database = database;
    this.isH2 = isH2;
    this.pieces = pieces;
    this.now = now;
    this.message =
        database.read(
            handle ->
                handle
                    .createQuery("SELECT MAX(id) FROM message WHERE direction = 'out'")
                    .mapTo(String.class)
                    .one());
  }

  /** Lists the owners of mailer IDs, one of whom has old files only. */
  public static void writeOwners(Path home) throws IOException {
    StringBuilder lines = new StringBuilder("mid,owner\r\n900000900,Old Client\r\n");
    for (int i = 0; i < MAILER_IDS; i++) {
      lines.append("%09d,Client %d%n".formatted(900_000_000 + i, i % OWNERS));
    }
    Files.createDirectories(home.resolve("usps"));
    Files.writeString(home.resolve("usps/mids.csv"), lines);
  }

  /** Fills the tables, and keeps the manifest of the large file in that home. */
  public void fill(Path home) throws IOException {
    files();
    pieces();
    events();
    scanned();
    large(home);
    answers();
    others();
    run("ANALYZE", 0, 0);
  }

  private int large() {
    return pieces / 20;
  }

  private void files() {
    run(
        """
        INSERT INTO usps_file (id, efn, partnership, state, mid, header, file_type, mailing_date,
          mailing_time, facility_type, zip, version, transaction_id, records, pieces, entered,
          accepted, rejected, scanned, delivered, returned, exceptions, created_at, sent_at,
          received_at, received_by, answered_at, answered_by, first_scan, last_scan, changed_at)
        SELECT x, %1$s, %2$s, s, CASE WHEN x <= 100 THEN '900000900' ELSE
          '9000000' || LPAD(CAST(MOD(x, 40) AS VARCHAR), 2, '0') END, 'H1|...', '1',
          TO_CHAR(%4$s, 'YYYYMMDD'), '183000', 'D', '20260', '020', '202601150001', '1',
          :each, :each, 0, CASE WHEN s IN ('rejected', 'partly') THEN 20 ELSE 0 END,
          CASE WHEN s = 'scanned' THEN :each ELSE 0 END,
          CASE WHEN s = 'scanned' THEN :each - 2 ELSE 0 END, 0, 0, %4$s, %4$s,
          CASE WHEN s = 'blocked' THEN NULL ELSE %4$s END, 'mdn',
          CASE WHEN s = 'received' THEN NULL ELSE %4$s END, 'answer.txt', NULL, NULL, %4$s
        FROM (SELECT x, %3$s AS s FROM {range}) made
        """
            .formatted(EFN, PARTNERSHIP, STATE, AT),
        1,
        FILES);
    run(
        """
        INSERT INTO usps_file_message (message, payload, line, file, state, correction, sha256,
          pieces, read_pieces, complete)
        SELECT LPAD(CAST(x AS VARCHAR), 26, '0'), 0, 1, x, 'received', FALSE, '', :each, :each, TRUE
        FROM {range}
        """,
        1,
        FILES);
    run(
        """
        INSERT INTO usps_step (file, at, kind, message, actor, detail)
        SELECT MOD(x, 100000) + 1, :start, 'sent', LPAD(CAST(x AS VARCHAR), 26, '0'), NULL, 'bench'
        FROM {range}
        """,
        1,
        4L * FILES);
  }

  private void pieces() {
    run(
        """
        INSERT INTO usps_piece (piece, file)
        SELECT (x - :half) * :step, CAST(MOD(x, :files) + 1 AS INTEGER) FROM {range}
        """,
        0,
        pieces - 1L);
  }

  private void events() {
    String detail =
        "'92' || LPAD(CAST(x AS VARCHAR), 20, '0') || :us || '9275099999' || LPAD(CAST(f AS VARCHAR), 12,"
            + " '0') || :us || 'DELIVERED, FRONT DOOR/PORCH' || :us || '20260120' || :us || '1305'"
            + " || :us || '20260' || :us || 'SPRINGFIELD CARRIER ANNEX' || :us || 'REF' || :us"
            + " || 'J DOE' || :us || :us";
    String events =
        "INSERT INTO usps_scan (piece, event, source, line, code, detail) SELECT p, x, MOD(f, 360)"
            + " + 1, x, c, "
            + detail
            + " FROM (SELECT x, p, MOD(x, :files) + 1 AS f, CASE WHEN MOD(x, 100003) = 0 THEN 'XX'"
            + " WHEN MOD(x / :files, 50) = 0 THEN '09' WHEN MOD(x / :files, 50) = 1 THEN '08' ELSE"
            + " '01' END AS c FROM (SELECT x, %s AS p FROM {range}) made) made WHERE ";
    run(events.formatted("(x - :half) * :step") + IS_SCANNED, 0, pieces - 1L);
    run(events.formatted("(x * 100 - :half) * :step + 2") + "TRUE", 0, pieces / 100 - 1L);
    run(
        """
        INSERT INTO usps_unmanifested (piece, efn, number, scanned, source)
        SELECT (x * 100 - :half) * :step + 2, '9275099999' || LPAD(CAST(x + 500000 AS VARCHAR), 12, '0'),
          '92' || LPAD(CAST(x AS VARCHAR), 20, '0'), TRUE, 1 FROM {range}
        """,
        0,
        pieces / 100 - 1L);
  }

  private void scanned() {
    run(
        """
        INSERT INTO usps_scanned (file, piece, kinds, first_scan, last_scan)
        SELECT f, (f - 1 + j * :files - :half) * :step,
          CASE j WHEN 0 THEN 5 WHEN 1 THEN 9 ELSE 3 END, 202601201305, 202601211305
        FROM (SELECT x / :each + 1 AS f, MOD(x, :each) AS j FROM {range}) made WHERE
        """
            + IS_SCANNED,
        0,
        pieces - 1L);
  }

  /**
   * A file whose first half was scanned; of some of its pieces an answer says that they are bad.
   */
  private void large(Path home) throws IOException {
    run(
        """
        INSERT INTO usps_file (id, efn, partnership, state, mid, header, file_type, mailing_date,
          mailing_time, facility_type, zip, version, transaction_id, records, pieces, entered,
          accepted, rejected, scanned, delivered, returned, exceptions, created_at, sent_at,
          received_at, received_by, changed_at)
        SELECT x, :efn, 'Us-to-P00', 'partly', '900000000', 'H1|...', '1', '20260115', '183000',
          'D', '20260', '020', '202601150001', '1', :large, :large, :large - 10000, 10000,
          :large / 2, :large / 2, 0, 0, :start, :start, :start, 'mdn', :now FROM {range}
        """,
        LARGE_ID,
        LARGE_ID);
    run(
        """
        INSERT INTO usps_file_message (message, payload, line, file, state, correction, sha256,
          pieces, read_pieces, complete)
        SELECT :message, 0, 1, x, 'received', FALSE, '', :large, :large, TRUE FROM {range}
        """,
        LARGE_ID,
        LARGE_ID);
    long[] hashes =
        IntStream.range(0, large()).mapToLong(i -> PieceKey.of(Samples.pic(i)).hash()).toArray();
    add(
        "INSERT INTO usps_piece (piece, file) SELECT k.x, :file FROM UNNEST(:keys) AS k(x)",
        hashes);
    long[] half = Arrays.copyOf(hashes, large() / 2);
    add(
        "INSERT INTO usps_scanned (file, piece, kinds, first_scan, last_scan) SELECT :file, k.x, 3,"
            + " 202601201305, 202601211305 FROM UNNEST(:keys) AS k(x)",
        half);
    add(
        "INSERT INTO usps_scan (piece, event, source, line, code, detail) SELECT k.x, 1, 360, 1,"
            + " '01', '"
            + Samples.pic(0)
            + "' || :us || :efn || REPEAT(:us, 9) FROM UNNEST(:keys) AS k(x)",
        half);
    run(
        """
        INSERT INTO usps_piece_answer (file, piece, number, severity, code, text, line, answer,
          pending, answered_at)
        SELECT :file, x, '92' || LPAD(CAST(x AS VARCHAR), 20, '0'), 'rejected', '12', 'CHECK DIGIT ERROR',
          x, 1, TRUE, :now FROM {range}
        """,
        1,
        10_000);
    keepManifest(home);
  }

  private void keepManifest(Path home) throws IOException {
    Path manifest = home.resolve("large.manifest");
    ManifestMill.write(manifest, Samples.EFN, 0, large());
    PayloadStore payloads =
        PayloadStore.open(new HomeFolders(home), 0, 1 << 20, InboxNames.of(false));
    try (StageFile stage = payloads.stage(message, 0);
        InputStream bytes = Files.newInputStream(manifest)) {
      OutputStream out = stage.output();
      bytes.transferTo(out);
      payloads.keep(List.of(stage));
      stage.handOver();
    } finally {
      Files.deleteIfExists(manifest);
    }
  }

  private void answers() {
    run(
        """
        INSERT INTO usps_answer_file (came_at, filename, partnership, message, payload, content,
          bytes, kind, state, due, profile, lines, rejected, strangers, warnings, unclear, note)
        SELECT :start, 'confirmation-' || CAST(x AS VARCHAR), 'P00-to-Us',
          'A' || LPAD(CAST(x AS VARCHAR), 25, '0'), 0, NULL, 100000, 'text',
          CASE WHEN MOD(x, 100) = 0 THEN 'waiting' ELSE 'read' END, FALSE, NULL, 100, 1, 0, 0, 0, ''
        FROM {range}
        """,
        1,
        ANSWERS);
    run(
        """
        INSERT INTO usps_answer_efn (answer, efn, verdict, rejected, warnings, line, code, text)
        SELECT x * 1200 / :files, %s, 'accepted', 0, 0, x, '', '' FROM {range}
        """
            .formatted(EFN),
        1,
        FILES);
    run(
        """
        INSERT INTO usps_piece_answer (file, piece, number, severity, code, text, line, answer,
          pending, answered_at)
        SELECT x / 20 * 1000 + 7 + MOD(x, 2), x, '92' || LPAD(CAST(x AS VARCHAR), 20, '0'), 'rejected',
          '12', 'CHECK DIGIT ERROR', x, 1, TRUE, :now FROM {range}
        """,
        0,
        FILES / 50 - 1L);
  }

  private void others() {
    run(
        """
        INSERT INTO usps_scan_file (payload, name, entered_by, entered_at, version, lines, events,
          added, unreadable, problems, complete)
        SELECT 0, 'extract', 'boss', :now, '015', 100000, 100000, 100000, 0, '', TRUE FROM {range}
        """,
        1,
        EXTRACTS);
    run(
        """
        INSERT INTO usps_draft (id, efn, made_at, actor, partnership, filename, records, pieces,
          missing, bytes)
        SELECT 'D' || LPAD(CAST(x AS VARCHAR), 25, '0'), :efn, :now, 'boss', 'Us-to-P00', 'c.manifest',
          21, 20, 0, 9000 FROM {range}
        """,
        1,
        DRAFTS);
    for (String follower : List.of("usps-ledger", "usps-intake")) {
      run(
          "INSERT INTO feed_cursor (follower, position) SELECT '"
              + follower
              + "', (SELECT COALESCE(MAX(id), 0) FROM event) FROM {range}",
          1,
          1);
    }
  }

  private void add(String sql, long[] hashes) {
    Object[] sorted = Arrays.stream(hashes).sorted().boxed().toArray();
    for (int from = 0; from < sorted.length; from += ARRAY) {
      Object[] some = Arrays.copyOfRange(sorted, from, Math.min(from + ARRAY, sorted.length));
      database.inTransaction(
          () ->
              database.call(
                  handle -> bind(handle.createUpdate(sql)).bind("keys", keys(some)).execute()));
    }
  }

  private static Argument keys(Object[] some) {
    return (position, statement, context) ->
        statement.setArray(position, statement.getConnection().createArrayOf("bigint", some));
  }

  /** Executes a statement for numbers x from first to last, some at a time. */
  private void run(String sql, long first, long last) {
    String range = (isH2 ? "SYSTEM_RANGE(:a, :b)" : "generate_series(:a, :b)") + " AS r(x)";
    long start = System.nanoTime();
    for (long from = first; from <= last; from += CHUNK) {
      long a = from;
      long b = Math.min(last, from + CHUNK - 1);
      database.inTransaction(
          () ->
              database.call(
                  handle ->
                      bind(handle.createUpdate(sql.replace("{range}", range)))
                          .bind("a", a)
                          .bind("b", b)
                          .execute()));
    }
    System.err.printf(
        "%.60s: %d s%n", sql, Duration.ofNanos(System.nanoTime() - start).toSeconds());
  }

  private Update bind(Update update) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("half", pieces / 2L);
    values.put("step", Long.MAX_VALUE / pieces * 2);
    values.put("files", (long) FILES);
    values.put("each", pieces / FILES);
    values.put("large", large());
    values.put("file", (int) LARGE_ID);
    values.put("efn", Samples.EFN);
    values.put("message", message);
    values.put("us", "\u001f");
    values.put("start", now.minus(PAST).atOffset(ZoneOffset.UTC));
    values.put("now", now.atOffset(ZoneOffset.UTC));
    update.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
    return update.bindMap(values);
  }
}
