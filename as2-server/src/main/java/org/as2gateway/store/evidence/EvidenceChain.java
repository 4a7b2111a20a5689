package org.as2gateway.store.evidence;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.as2gateway.as2.keys.Der;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.store.db.DatabaseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chains the evidence of this node behind the back of those who record it: a line for each row is
 * written in their transaction, and sealed into blocks a moment later by one thread, so that nobody
 * waits for anybody else's hash. Now and then a checkpoint is signed. Safe for many threads.
 */
public final class EvidenceChain implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EvidenceChain.class);
  private static final Duration SEAL_INTERVAL = Duration.ofSeconds(1);
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofMinutes(10);
  private static final int NODE_CHARACTERS = 16;

  private final JdbcEvidenceChain store;
  private final OwnKey key;
  private final Clock clock;
  private final String node;
  private final AuditTrail audit;
  private final AuditAnchor anchor;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "evidence-sealer");
            thread.setDaemon(true);
            return thread;
          });

  private EvidenceChain(JdbcEvidenceChain store, OwnKey key, Clock clock, AuditTrail audit) {
    this.store = store;
    this.key = key;
    this.clock = clock;
    this.audit = audit;
    this.node = Fingerprint.of(key.certificate()).substring(0, NODE_CHARACTERS);
    this.anchor = new AuditAnchor(store, audit, node);
  }

  /**
   * The chain of the node that has this key; takes in evidence from before there was a chain. To be
   * opened before anything is recorded.
   */
  public static EvidenceChain open(
      JdbcEvidenceChain store, OwnKey key, Clock clock, AuditTrail audit) {
    EvidenceChain chain = new EvidenceChain(store, key, clock, audit);
    int taken;
    do {
      taken = chain.store.takeInOlder();
    } while (taken > 0);
    return chain;
  }

  /** Begins to seal, every second. */
  public void start() {
    var unused =
        timer.scheduleWithFixedDelay(
            this::sealSafely, 0, SEAL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void sealSafely() {
    try {
      anchorAudit(false);
      seal();
      if (isCheckpointDue()) {
        checkpoint();
      }
    } catch (RuntimeException | Error e) { // else it would never run again
      LOG.error("evidence could not be sealed, will retry: {}", e.getMessage(), e);
    }
  }

  private synchronized void anchorAudit(boolean isUnchangedToo) {
    anchor.put(isUnchangedToo);
  }

  /** The audit log whose head the chain keeps. */
  AuditTrail audit() {
    return audit;
  }

  /** The newest heads of the audit log that the chains of all nodes know. */
  public List<AuditTrail.Head> auditHeads() {
    return store.nodes().stream()
        .flatMap(chain -> AuditAnchor.newest(store, chain).stream())
        .toList();
  }

  /** Seals all that waits. */
  public synchronized void seal() {
    Optional<Block> block;
    do {
      block = store.seal(node, now().toString());
    } while (block.isPresent());
  }

  private boolean isCheckpointDue() {
    Optional<Checkpoint> last = store.lastCheckpoint(node);
    return last.isEmpty()
        || !Instant.parse(last.get().at()).plus(CHECKPOINT_INTERVAL).isAfter(now());
  }

  /**
   * Signs the newest block, unless it is signed already.
   *
   * @return the newest checkpoint; empty if nothing was ever sealed
   */
  public synchronized Optional<Checkpoint> checkpoint() {
    anchorAudit(false);
    seal();
    Optional<Checkpoint> before = store.lastCheckpoint(node);
    if (before.map(Checkpoint::number).equals(store.last(node).map(Block::number))) {
      return before;
    }
    anchorAudit(true); // so that the newest one is found at the end of the chain
    seal();
    return store.last(node).map(this::sign);
  }

  /** The first block of this node's chain that is still there. */
  Optional<Block> oldest() {
    return store.after(node, 0);
  }

  /** Signs a block, unless it is signed already. */
  void requireCheckpoint(Block block) {
    if (store.checkpoint(block.node(), block.number()).isEmpty()) {
      sign(block);
    }
  }

  private Checkpoint sign(Block block) {
    Checkpoint checkpoint = Checkpoint.sign(block, now(), key);
    store.add(checkpoint, Der.octets(key.certificate()));
    return checkpoint;
  }

  /** A detached signature of the gateway over octets that it hands out. */
  public Octets sign(byte[] content) {
    return Checkpoint.sign(content, now(), key);
  }

  /** The certificate of the key that signs checkpoints. */
  public X509Certificate certificate() {
    return key.certificate();
  }

  JdbcEvidenceChain store() {
    return store;
  }

  Instant now() {
    return clock.instant();
  }

  /** Seals and signs what is left. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      checkpoint();
    } catch (DatabaseException e) {
      LOG.warn("evidence will be sealed at the next start: {}", e.getMessage());
    }
  }
}
