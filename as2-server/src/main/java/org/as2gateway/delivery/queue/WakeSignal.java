package org.as2gateway.delivery.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What the dispatcher waits for: lanes to look at, or the time. */
final class WakeSignal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private final Set<String> lanes = new LinkedHashSet<>();
  private boolean isAll = true;
  private boolean isPending = true;

  /** Asks for a look at all lanes. */
  void all() {
    lock.lock();
    try {
      isAll = true;
      isPending = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Asks for a look at one lane. */
  void lane(String lane) {
    lock.lock();
    try {
      lanes.add(lane);
      isPending = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Keeps a lane for the next look without asking for it. */
  void later(String lane) {
    lock.lock();
    try {
      lanes.add(lane);
    } finally {
      lock.unlock();
    }
  }

  /** Keeps all lanes for the next look without asking for it. */
  void allLater() {
    lock.lock();
    try {
      isAll = true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether all lanes are to be looked at; asking takes the request. */
  boolean takeAll() {
    lock.lock();
    try {
      boolean was = isAll;
      isAll = false;
      return was;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the lanes to look at. */
  List<String> takeLanes() {
    lock.lock();
    try {
      isPending = false;
      List<String> taken = new ArrayList<>(lanes);
      lanes.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Returns when woken, or when the time is over, which asks for a look at all lanes. */
  void await(Duration limit) throws InterruptedException {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (!isPending) {
        if (left <= 0) {
          isAll = true;
          return;
        }
        left = woken.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
