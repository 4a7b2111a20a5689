package org.as2gateway.admin.port;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.FlaggedReceipts;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessagePage;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.UnfiledSource;
import org.jspecify.annotations.Nullable;

/** Messages in a list; what the API never asks for is not there. */
final class FakeMessageLog implements MessageLog {
  final List<MessageRecord> messages = new ArrayList<>();
  final List<Evidence> evidence = new ArrayList<>();
  final List<MessageQuery> queries = new ArrayList<>();

  @Override
  public void insert(MessageRecord message) {
    messages.add(0, message);
  }

  @Override
  public boolean update(MessageRecord after, MessageRecord before) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<MessageRecord> find(String id) {
    return messages.stream().filter(message -> message.id().equals(id)).findFirst();
  }

  @Override
  public List<MessageRecord> findByMessageId(MessageId messageId) {
    return messages.stream()
        .filter(message -> new MessageId(message.as2().messageId()).isSame(messageId))
        .toList();
  }

  @Override
  public Optional<MessageRecord> findOutbound(As2Id from, As2Id to, MessageId messageId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MessagePage search(MessageQuery query) {
    if ("broken".equals(query.cursor())) {
      throw new IllegalArgumentException("not a cursor");
    }
    queries.add(query);
    return new MessagePage(
        messages.stream()
            .filter(message -> query.status() == null || query.status() == message.status())
            .limit(query.limit())
            .toList(),
        null);
  }

  @Override
  public List<MessageRecord> findNewest(String partnership, Instant since, int limit) {
    return List.of();
  }

  @Override
  public void forEachInStatus(
      Direction direction, MessageStatus status, Consumer<MessageRecord> consumer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<String> heldSources(String partnership) {
    return Set.of();
  }

  @Override
  public List<UnfiledSource> unfiledSources(String after, int limit) {
    return List.of();
  }

  @Override
  public void addUnfiledSource(MessageRecord ended) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void removeUnfiledSource(UnfiledSource source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void forgetUnfiledSource(String id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<MessageStatus, Integer> counts(Instant since) {
    return Map.of(MessageStatus.QUEUED, messages.size());
  }

  @Override
  public List<Group> groups(MessageStatus status, Instant since, Instant until) {
    return messages.stream()
        .filter(message -> message.status() == status)
        .filter(message -> !message.state().createdAt().isBefore(since))
        .filter(message -> message.state().createdAt().isBefore(until))
        .map(message -> new Group(message.partnership(), 1, message.id(), message.id()))
        .toList();
  }

  @Override
  public long countChanges() {
    return messages.size();
  }

  @Override
  public void awaitUnknown() {}

  @Override
  public Set<String> recorded(Set<String> ids) {
    return messages.stream()
        .map(MessageRecord::id)
        .filter(ids::contains)
        .collect(Collectors.toSet());
  }

  @Override
  public int countOpen(String partnership) {
    return 0;
  }

  @Override
  public boolean takeDuplicateKey(As2Id from, As2Id to, MessageId messageId, String id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> findAccepted(As2Id from, As2Id to, MessageId messageId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isInboxNameReserved(String folder, String inboxName) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void addEvent(String id, MessageEvent event) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<MessageEvent> events(String id) {
    return List.of(new MessageEvent(FakeGateway.NOW, EventKind.ANSWER, 200, "HTTP 200"));
  }

  @Override
  public void addEvidence(Evidence piece) {
    evidence.add(piece);
  }

  @Override
  public List<Evidence> evidence(String id, EvidenceKind kind) {
    return evidence.stream()
        .filter(piece -> piece.messageId().equals(id) && piece.kind() == kind)
        .toList();
  }

  @Override
  public FlaggedReceipts flaggedReceipts(String id) {
    return FlaggedReceipts.NONE;
  }

  @Override
  public FlaggedReceipts lockFlaggedReceipts(MessageRecord message) {
    return FlaggedReceipts.NONE;
  }

  @Override
  public void countFlagged(String id, FlaggedReceipts counts, @Nullable Instant unprovenAt) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void settleFlagged(String id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Group> unprovenReceipts(Instant since) {
    return List.of();
  }
}
