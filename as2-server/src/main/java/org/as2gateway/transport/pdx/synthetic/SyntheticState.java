package org.as2gateway.transport.pdx.synthetic;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.as2gateway.transport.pdx.PdxCall;

/** What a synthetic server has, counts and does wrong. Safe for many threads. */
final class SyntheticState {
  private static final int PAGE_SIZE = 50;

  private final byte[] authorization;
  private final SyntheticFiles uploads;
  private final SyntheticFiles outbound;
  private final Map<PdxCall, Deque<Fault>> faults = new EnumMap<>(PdxCall.class);
  private final Map<PdxCall, Integer> counts = new EnumMap<>(PdxCall.class);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private int pageSize = PAGE_SIZE;

  SyntheticState(Path folder, String user, String password, Clock clock) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    authorization =
        ("Basic " + Base64.getEncoder().encodeToString(pair)).getBytes(StandardCharsets.UTF_8);
    uploads = new SyntheticFiles(folder, clock);
    outbound = new SyntheticFiles(folder, clock);
  }

  boolean accepts(String header) {
    return MessageDigest.isEqual(authorization, header.getBytes(StandardCharsets.UTF_8));
  }

  SyntheticFiles uploads() {
    return uploads;
  }

  SyntheticFiles outbound() {
    return outbound;
  }

  synchronized void fail(PdxCall call, Fault fault, int times) {
    Deque<Fault> next = faults.computeIfAbsent(call, key -> new ArrayDeque<>());
    for (int i = 0; i < times; i++) {
      next.add(fault);
    }
  }

  /** Counts a call; returns what is to go wrong with it. */
  synchronized Optional<Fault> begin(PdxCall call) {
    counts.merge(call, 1, Integer::sum);
    return Optional.ofNullable(faults.get(call)).map(Deque::poll);
  }

  synchronized int count(PdxCall call) {
    return counts.getOrDefault(call, 0);
  }

  synchronized void setPageSize(int files) {
    pageSize = files;
  }

  synchronized int pageSize() {
    return pageSize;
  }

  void stop() {
    stopped.countDown();
  }

  void awaitStop() throws InterruptedException {
    stopped.await();
  }
}
