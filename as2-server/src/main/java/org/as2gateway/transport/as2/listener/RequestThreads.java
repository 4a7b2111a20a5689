package org.as2gateway.transport.as2.listener;

import java.time.Duration;
import org.eclipse.jetty.util.thread.ExecutionStrategy;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The threads of the partner listeners. As many as a rush has called for go again when they have
 * been idle for some time, all of them and not one at a time.
 *
 * <p>What Jetty wants to have run at once and has no thread in reserve for waits for one of the
 * pool here: it would start a new thread for each connection that breaks, and thousands may break
 * together. Workers never take the whole pool, so the wait ends.
 */
final class RequestThreads extends QueuedThreadPool {
  RequestThreads(int most, int least, Duration idle) {
    super(most, least, (int) idle.toMillis());
    setMaxEvictCount(most);
    setName("as2-http");
  }

  @Override
  public boolean tryExecute(Runnable task) {
    if (super.tryExecute(task)) {
      return true;
    }
    if (task instanceof ExecutionStrategy || !isRunning()) {
      return false; // the one knows what else to do, the others have no thread to wait for
    }
    execute(task);
    return true;
  }
}
