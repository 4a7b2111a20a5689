package org.as2gateway.store.evidence;

import java.util.Optional;
import org.as2gateway.store.evidence.AuditTrail.Head;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the head of the audit log in the chain of evidence. Once entries that the chain knows are
 * missing or altered, the last good head stays the newest one there. For one thread at a time.
 */
final class AuditAnchor {
  private static final Logger LOG = LoggerFactory.getLogger(AuditAnchor.class);

  private final JdbcEvidenceChain store;
  private final AuditTrail audit;
  private final String node;
  private @Nullable Head anchored;
  private boolean isLoaded;
  private boolean isReported;

  AuditAnchor(JdbcEvidenceChain store, AuditTrail audit, String node) {
    this.store = store;
    this.audit = audit;
    this.node = node;
  }

  /**
   * Puts the head up for sealing.
   *
   * @param isUnchangedToo whether it is repeated if nothing was added to the audit log
   */
  void put(boolean isUnchangedToo) {
    if (!isLoaded) {
      anchored = newest(store, node).orElse(null);
      isLoaded = true;
    }
    Head before = anchored;
    Optional<Head> head = audit.head();
    if (before != null && !audit.has(before)) {
      if (!isReported) {
        LOG.error(
            "audit log entry {} is missing or was altered; run './as2 evidence-check'",
            before.number());
        isReported = true;
      }
      return;
    }
    if (head.isPresent() && (isUnchangedToo || !head.get().equals(before))) {
      store.addLines(head.get().line());
      anchored = head.get();
    }
  }

  /** The newest head in a chain: the checkpoints repeat it, so it is never far from the end. */
  static Optional<Head> newest(JdbcEvidenceChain store, String node) {
    Optional<Block> block = store.last(node);
    while (block.isPresent()) {
      Optional<Head> head =
          block
              .get()
              .lines()
              .lines()
              .flatMap(line -> Head.of(line).stream())
              .reduce((older, newer) -> newer);
      if (head.isPresent()) {
        return head;
      }
      block = store.before(node, block.get().number());
    }
    return Optional.empty();
  }
}
