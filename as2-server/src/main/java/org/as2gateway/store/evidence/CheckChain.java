package org.as2gateway.store.evidence;

import java.util.List;
import java.util.Optional;

/** Holds a chain against itself: links, hashes, signed checkpoints. */
final class CheckChain {
  private final EvidenceChain chain;
  private final JdbcEvidenceChain store;
  private final ChainReport report;

  CheckChain(EvidenceChain chain, ChainReport report) {
    this.chain = chain;
    this.store = chain.store();
    this.report = report;
  }

  void run() {
    List<String> nodes = store.nodes();
    nodes.forEach(this::checkLinks);
    nodes.forEach(this::checkCheckpoints);
  }

  private void checkLinks(String node) {
    Optional<Block> next = store.after(node, 0);
    long number = next.map(Block::number).orElse(1L) - 1;
    String hash = hashBefore(node, number + 1);
    while (next.isPresent()) {
      Block block = next.get();
      report.countBlock();
      String name = "chain " + node + ", block " + block.number();
      if (block.number() != number + 1) {
        report.finding(name + ": blocks missing before it: " + (block.number() - number - 1));
      } else if (!block.previous().equals(hash)) {
        report.finding(name + ": does not follow the block before it, one of them was replaced");
      }
      if (!block.isIntact()) {
        report.finding(name + ": was altered, its hash does not fit");
      }
      number = block.number();
      hash = block.hash();
      next = store.after(node, number);
    }
    checkEnd(node, number);
  }

  /** The hash that the first block follows. */
  private String hashBefore(String node, long first) {
    if (first == 1) {
      return Block.NOTHING;
    }
    Optional<Checkpoint> start = store.checkpoint(node, first - 1);
    if (start.isEmpty()) {
      report.finding(
          "chain "
              + node
              + ": its beginning is missing, block "
              + first
              + " is the first and no checkpoint stands for those before");
    }
    return start.map(Checkpoint::hash).orElse("");
  }

  private void checkEnd(String node, long last) {
    store
        .lastCheckpoint(node)
        .filter(checkpoint -> checkpoint.number() > last)
        .ifPresent(
            checkpoint ->
                report.finding(
                    "chain "
                        + node
                        + ": blocks after "
                        + last
                        + " are missing, block "
                        + checkpoint.number()
                        + " was signed"));
  }

  private void checkCheckpoints(String node) {
    store.forEachCheckpoint(
        node,
        checkpoint -> {
          String name = "chain " + node + ", checkpoint of block " + checkpoint.number();
          if (!checkpoint.isSignedBy(chain.certificate())) {
            report.finding(name + ": is not signed by the evidence key of this gateway");
          }
          store
              .after(node, checkpoint.number() - 1)
              .filter(block -> block.number() == checkpoint.number())
              .filter(block -> !block.hash().equals(checkpoint.hash()))
              .ifPresent(block -> report.finding(name + ": the block is another than was signed"));
        });
  }
}
