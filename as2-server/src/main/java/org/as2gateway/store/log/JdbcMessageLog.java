package org.as2gateway.store.log;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The message log in tables {@code message}, {@code payload}, {@code event}, {@code evidence}. */
public final class JdbcMessageLog implements MessageLog {
  private static final int MOST_OF_ONE_ID = 1000;

  /** Statuses that more is to come after. */
  private static final String OPEN = "'queued', 'blocked', 'sending', 'awaiting-mdn', 'accepted'";

  private static final int PAGE = 500;
  private static final int MAX_GROUPED = 10_000;

  private final Database database;
  private final JdbcRefused refused;
  private final AtomicLong changes = new AtomicLong();
  private final HandledMessages handled;

  /** A log in that database. */
  public JdbcMessageLog(Database database) {
    this(database, RefusedBudget.DEFAULT);
  }

  /** A log that keeps so many refused messages. */
  JdbcMessageLog(Database database, RefusedBudget budget) {
    this.database = database;
    this.refused = new JdbcRefused(database, budget);
    this.handled = new JdbcHandledMessages(database, changes::incrementAndGet);
  }

  @Override
  public void insert(MessageRecord message) {
    database.call(
        handle -> {
          JdbcMessages.insert(handle, message);
          JdbcPayloads.insert(handle, message);
          if (JdbcMessages.isOpen(message.direction(), message.status())) {
            JdbcMessages.open(handle, message);
          }
          return message;
        });
    changes.incrementAndGet();
  }

  @Override
  public boolean update(MessageRecord after, MessageRecord before) {
    changes.incrementAndGet();
    return database.call(
        handle -> {
          if (!JdbcMessages.update(handle, after, before)) {
            return false;
          }
          JdbcPayloads.replaceIfChanged(handle, after);
          boolean wasOpen = JdbcMessages.isOpen(before.direction(), before.status());
          boolean isOpen = JdbcMessages.isOpen(after.direction(), after.status());
          if (wasOpen && !isOpen) {
            handle.execute("DELETE FROM open_message WHERE id = ?", after.id());
          } else if (isOpen && !wasOpen) {
            JdbcMessages.open(handle, after);
          }
          JdbcSources.follow(handle, after, before);
          JdbcHandledMessages.follow(handle, after, before);
          return true;
        });
  }

  @Override
  public Optional<MessageRecord> find(String id) {
    return database.call(handle -> JdbcMessages.select(handle, "WHERE m.id = ?", id)).stream()
        .findFirst();
  }

  @Override
  public List<MessageRecord> findAll(List<String> ids) {
    return ids.isEmpty() ? List.of() : database.call(handle -> JdbcMessages.find(handle, ids));
  }

  @Override
  public void awaitUnknown() {
    database.awaitOthers();
  }

  @Override
  public Set<String> recorded(Set<String> ids) {
    return database.call(
        handle ->
            ids.isEmpty()
                ? Set.of()
                : handle
                    .createQuery("SELECT id FROM message WHERE id IN (<ids>)")
                    .bindList("ids", ids)
                    .mapTo(String.class)
                    .set());
  }

  @Override
  public List<MessageRecord> findByMessageId(MessageId messageId) {
    return database.call(
        handle ->
            JdbcMessages.select(
                handle,
                "WHERE m.bare_message_id = ? ORDER BY CASE WHEN m.direction = 'out' THEN 0"
                    + " WHEN m.status <> 'refused' THEN 1 ELSE 2 END, m.id DESC LIMIT ?",
                messageId.bare(),
                MOST_OF_ONE_ID));
  }

  @Override
  public Optional<MessageRecord> findOutbound(As2Id from, As2Id to, MessageId messageId) {
    String where =
        "WHERE m.bare_message_id = ? AND m.direction = 'out' AND m.as2_from = ? AND m.as2_to = ?"
            + " ORDER BY m.id DESC LIMIT 1";
    return database
        .call(
            handle ->
                JdbcMessages.select(handle, where, messageId.bare(), from.value(), to.value()))
        .stream()
        .findFirst();
  }

  @Override
  public MessagePage search(MessageQuery query) {
    JdbcSearch search = JdbcSearch.of(query);
    return database.read(search::run);
  }

  @Override
  public OptionalInt count(MessageQuery query, int most) {
    JdbcSearch search = JdbcSearch.of(query);
    return database.read(handle -> search.count(handle, most));
  }

  @Override
  public List<MessageRecord> findNewest(String partnership, Instant since, int limit) {
    String where =
        "WHERE m.partnership = ? AND m.id >= ? AND m.created_at >= ?"
            + " ORDER BY m.partnership DESC, m.id DESC LIMIT ?";
    return database.read(
        handle ->
            JdbcMessages.selectBare(
                handle,
                where,
                partnership,
                MessageIds.floor(since.minus(JdbcSearch.ID_LEAD)),
                Times.column(since),
                limit));
  }

  @Override
  public Map<MessageStatus, Integer> countNewest(String partnership, Instant since, int most) {
    return database.read(handle -> JdbcMessages.countNewest(handle, partnership, since, most));
  }

  @Override
  public void forEachInStatus(
      Direction direction, MessageStatus status, Consumer<MessageRecord> consumer) {
    String after = "";
    List<MessageRecord> page;
    do {
      String last = after;
      // Pages of their own, so that the consumer may change what it is shown.
      page =
          database.call(
              handle ->
                  JdbcMessages.select(
                      handle,
                      "WHERE m.status = ? AND m.direction = ? AND m.id > ? ORDER BY m.id LIMIT ?",
                      status.text(),
                      direction.text(),
                      last,
                      PAGE));
      page.forEach(consumer);
      after = page.isEmpty() ? after : page.get(page.size() - 1).id();
    } while (page.size() == PAGE);
  }

  @Override
  public Set<String> heldSources(String partnership) {
    return database.call(handle -> JdbcSources.held(handle, partnership));
  }

  @Override
  public List<UnfiledSource> unfiledSources(String after, int limit) {
    return database.call(handle -> JdbcSources.find(handle, after, limit));
  }

  @Override
  public void addUnfiledSource(MessageRecord ended) {
    database.call(handle -> JdbcSources.add(handle, ended));
  }

  @Override
  public void removeUnfiledSource(UnfiledSource source) {
    database.call(handle -> JdbcSources.remove(handle, source));
  }

  @Override
  public void forgetUnfiledSource(String id) {
    database.call(handle -> JdbcSources.forget(handle, id));
  }

  @Override
  public Map<MessageStatus, Integer> counts(Instant since) {
    // Two statements: an index leads to each kind, none to both at once.
    String open =
        "SELECT status, COUNT(*) AS n FROM message WHERE status IN (" + OPEN + ") GROUP BY status";
    String ended =
        "SELECT status, COUNT(*) AS n FROM message WHERE id >= ? AND created_at >= ?"
            + " AND status NOT IN ("
            + OPEN
            + ") GROUP BY status";
    Map<MessageStatus, Integer> counts = new EnumMap<>(MessageStatus.class);
    database.call(
        handle -> {
          List<Query> queries =
              List.of(
                  handle.createQuery(open),
                  handle
                      .createQuery(ended)
                      .bind(0, MessageIds.floor(since.minus(JdbcSearch.ID_LEAD)))
                      .bind(1, Times.column(since)));
          queries.forEach(
              query ->
                  query
                      .map(
                          (row, context) ->
                              counts.put(
                                  JdbcMessages.status(row.getString("status")), row.getInt("n")))
                      .list());
          return counts;
        });
    return counts;
  }

  @Override
  public List<Group> groups(MessageStatus status, Instant since, Instant until) {
    String sql =
        "SELECT partnership, COUNT(*) AS n, MIN(id) AS oldest, MAX(id) AS newest FROM"
            + " (SELECT partnership, id FROM message WHERE status = ? AND id >= ? AND id < ?"
            + " AND created_at >= ? AND created_at < ?"
            + " AND NOT EXISTS (SELECT 1 FROM handled_message h WHERE h.message = id) ORDER BY status DESC, id DESC LIMIT ?) g"
            + " GROUP BY partnership";
    return database.call(
        handle ->
            handle
                .createQuery(sql)
                .bind(0, status.text())
                .bind(1, MessageIds.floor(since.minus(JdbcSearch.ID_LEAD)))
                .bind(2, MessageIds.floor(until.plus(JdbcSearch.ID_LEAD)))
                .bind(3, Times.column(since))
                .bind(4, Times.column(until))
                .bind(5, MAX_GROUPED)
                .map(
                    (row, context) ->
                        new Group(
                            row.getString("partnership"),
                            row.getInt("n"),
                            row.getString("oldest"),
                            row.getString("newest")))
                .list());
  }

  @Override
  public long countChanges() {
    return changes.get();
  }

  @Override
  public int countOpen(String partnership) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM open_message WHERE partnership = ?")
                .bind(0, partnership)
                .mapTo(Integer.class)
                .one());
  }

  @Override
  public boolean takeDuplicateKey(As2Id from, As2Id to, MessageId messageId, String id) {
    return database.call(handle -> JdbcDuplicateKeys.take(handle, from, to, messageId, id));
  }

  @Override
  public Optional<String> findAccepted(As2Id from, As2Id to, MessageId messageId) {
    return database.call(handle -> JdbcDuplicateKeys.find(handle, from, to, messageId));
  }

  @Override
  public boolean isInboxNameReserved(String folder, String inboxName) {
    return database.call(handle -> JdbcPayloads.isReserved(handle, folder, inboxName));
  }

  @Override
  public void addEvent(String id, MessageEvent event) {
    addEvents(id, List.of(event));
  }

  @Override
  public void addEvents(String id, List<MessageEvent> events) {
    database.call(handle -> JdbcEvents.insert(handle, id, events));
  }

  @Override
  public List<MessageEvent> events(String id) {
    return database.call(handle -> JdbcEvents.find(handle, id));
  }

  @Override
  public void addEvidence(Evidence evidence) {
    addEvidence(List.of(evidence));
  }

  @Override
  public void addEvidence(List<Evidence> evidence) {
    if (!evidence.isEmpty()) {
      database.call(handle -> JdbcEvidence.insert(handle, evidence));
    }
  }

  @Override
  public void insertRefused(MessageRecord message, List<Evidence> kept) {
    refused.insert(message, kept);
    changes.incrementAndGet();
  }

  @Override
  public Map<String, Long> countDropped() {
    return refused.dropped();
  }

  @Override
  public int removeRefused(Instant before, int limit) {
    return refused.removeOlder(MessageIds.floor(before), limit);
  }

  @Override
  public List<Evidence> evidence(String id, EvidenceKind kind) {
    return database.call(handle -> JdbcEvidence.find(handle, id, kind));
  }

  @Override
  public HandledMessages handled() {
    return handled;
  }

  @Override
  public void keepAnswer(String id, KeptAnswer answer) {
    database.call(handle -> JdbcAnswers.keep(handle, id, answer));
  }

  @Override
  public List<KeptAnswer> answers(String id) {
    return database.call(handle -> JdbcAnswers.find(handle, id));
  }

  @Override
  public FlaggedReceipts flaggedReceipts(String id) {
    return database.call(
        handle -> JdbcFlaggedReceipts.find(handle, id).orElse(FlaggedReceipts.NONE));
  }

  @Override
  public FlaggedReceipts lockFlaggedReceipts(MessageRecord message) {
    return database.call(handle -> JdbcFlaggedReceipts.lock(handle, message));
  }

  @Override
  public void countFlagged(String id, FlaggedReceipts counts, @Nullable Instant unprovenAt) {
    changes.incrementAndGet();
    database.call(handle -> JdbcFlaggedReceipts.update(handle, id, counts, unprovenAt));
  }

  @Override
  public void settleFlagged(String id) {
    database.call(handle -> JdbcFlaggedReceipts.settle(handle, id));
  }

  @Override
  public List<Group> unprovenReceipts(Instant since) {
    return database.call(handle -> JdbcFlaggedReceipts.unproven(handle, since));
  }
}
