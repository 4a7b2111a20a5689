package org.as2gateway.registry;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.as2gateway.store.db.DatabaseException;

/** Remembers who made revisions; can be away like a database. */
final class RecordingRevisions implements RevisionStore {
  final List<String> authors = new CopyOnWriteArrayList<>();
  final List<String> texts = new ArrayList<>();
  volatile boolean isAway;

  @Override
  public synchronized Optional<Revision> add(
      Instant at, String author, String text, List<String> certificates) {
    if (isAway) {
      throw new DatabaseException("away", new IOException("refused"));
    }
    String state = text + certificates;
    if (!texts.isEmpty() && texts.get(texts.size() - 1).equals(state)) {
      return Optional.empty();
    }
    texts.add(state);
    authors.add(author);
    return Optional.of(new Revision(texts.size(), at, author, text, certificates, ""));
  }

  @Override
  public List<Revision> newest(int limit) {
    return List.of();
  }

  @Override
  public Optional<Revision> find(long number) {
    return Optional.empty();
  }
}
