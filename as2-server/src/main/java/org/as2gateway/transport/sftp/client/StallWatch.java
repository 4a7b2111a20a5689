package org.as2gateway.transport.sftp.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.session.ClientSession;

/** Closes sessions whose server is too slow, each second. Safe for many threads. */
final class StallWatch implements AutoCloseable {
  private final Map<ClientSession, Pace> sessions = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "sftp-stall-watch");
            thread.setDaemon(true);
            return thread;
          });

  StallWatch() {
    var unused = timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  /** Watches the session until it is closed. */
  void add(ClientSession session, Pace pace) {
    sessions.put(session, pace);
    session.addCloseFutureListener(closed -> sessions.remove(session));
  }

  private void look() {
    sessions.forEach(
        (session, pace) -> {
          if (pace.isStalled()) {
            session.close(true);
          }
        });
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
