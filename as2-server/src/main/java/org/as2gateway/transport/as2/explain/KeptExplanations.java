package org.as2gateway.transport.as2.explain;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.as2gateway.store.log.MessageRecord;

/**
 * Keeps the explanations of the messages looked at last: each takes many digests of up to 256 MiB,
 * and a page may be loaded again every few seconds. Two who look at once wait for one answer. Safe
 * for many threads.
 */
public final class KeptExplanations {
  private static final int MOST = 500;

  private final Explainer explainer;
  private final Map<Key, FutureTask<Optional<Explanation>>> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<Key, FutureTask<Optional<Explanation>>> eldest) {
          return size() > MOST;
        }
      };

  /** A change of the message, such as a receipt that is judged again, asks for a new answer. */
  private record Key(String id, Instant updatedAt) {}

  /** What that explainer says. */
  public KeptExplanations(MessageExplainer explainer) {
    this((Explainer) explainer);
  }

  KeptExplanations(Explainer explainer) {
    this.explainer = explainer;
  }

  /**
   * The explanation of a message.
   *
   * @return empty if no digest of it is in doubt, or nothing of it is kept any more
   * @throws IOException if what was kept of the message cannot be read; the next call tries again
   */
  public Optional<Explanation> of(MessageRecord message) throws IOException {
    Key key = new Key(message.id(), message.state().updatedAt());
    FutureTask<Optional<Explanation>> task;
    synchronized (kept) {
      task = kept.computeIfAbsent(key, k -> new FutureTask<>(() -> explainer.explain(message)));
    }
    task.run(); // does nothing if it runs or has run
    boolean isDone = false;
    try {
      Optional<Explanation> explanation = task.get();
      isDone = true;
      return explanation;
    } catch (ExecutionException e) {
      throw failure(Objects.requireNonNull(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while an explanation was worked out", e);
    } finally {
      if (!isDone) {
        forget(key, task);
      }
    }
  }

  private void forget(Key key, FutureTask<Optional<Explanation>> task) {
    synchronized (kept) {
      kept.remove(key, task);
    }
  }

  private static IOException failure(Throwable cause) {
    if (cause instanceof IOException io) {
      return io;
    }
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    return new IOException("an explanation cannot be worked out", cause);
  }
}
