package org.as2gateway.admin.messages;

import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.store.log.MessageLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells open pages that messages have changed, at most once a second; they then look again. One
 * look at one number a second, however many pages are open.
 */
public final class LivePage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);
  private static final int MAX_CLIENTS = 200;
  private static final int BEATS_BETWEEN_COMMENTS = 15;
  private static final int MAX_BEATS = 600;

  private final MessageLog messages;
  private final Set<SseClient> clients = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "live-pages");
            thread.setDaemon(true);
            return thread;
          });
  private long beat;
  private long last;
  private boolean wasNews;

  public LivePage(MessageLog messages) {
    this.messages = messages;
    this.last = messages.countChanges();
    var unused = timer.scheduleWithFixedDelay(this::beat, 1, 1, TimeUnit.SECONDS);
  }

  public List<Route> routes() {
    SseHandler handler = new SseHandler(this::open);
    return List.of(
        Route.page(
                "/live",
                "Stream of message changes",
                context -> {
                  if (clients.size() >= MAX_CLIENTS) {
                    throw new ProblemException(
                        503, "too many pages are open; close some and reload");
                  }
                  handler.handle(context);
                })
            .by(Role.VIEWER));
  }

  private void open(SseClient client) {
    client.keepAlive();
    client.onClose(() -> clients.remove(client));
    clients.add(client);
  }

  private void beat() {
    try {
      beat++;
      long now = messages.countChanges();
      // Once more after the last change: it is counted a moment before it can be seen.
      boolean isNews = now != last;
      if (isNews || wasNews) {
        clients.forEach(client -> client.sendEvent("messages", Long.toString(now)));
      } else if (beat % BEATS_BETWEEN_COMMENTS == 0) {
        clients.forEach(client -> client.sendComment("still here"));
      }
      wasNews = isNews;
      last = now;
      if (beat % MAX_BEATS == 0) {
        // Browsers come again, and are asked again who they are.
        List.copyOf(clients).forEach(SseClient::close);
      }
    } catch (RuntimeException e) {
      LOG.debug("a live page could not be told", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    List.copyOf(clients).forEach(SseClient::close);
  }
}
