package org.as2gateway.store.evidence;

import java.time.Duration;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.payload.PayloadStore;

/** Finds what is missing, altered or re-ordered in the kept evidence, and names it. */
public final class EvidenceCheck {
  private final EvidenceChain chain;
  private final MessageLog messages;
  private final PayloadStore files;
  private final Duration payloadRetention;
  private final Duration evidenceRetention;

  /** A check of that chain. */
  public EvidenceCheck(
      EvidenceChain chain,
      MessageLog messages,
      PayloadStore files,
      Duration payloadRetention,
      Duration evidenceRetention) {
    this.chain = chain;
    this.messages = messages;
    this.files = files;
    this.payloadRetention = payloadRetention;
    this.evidenceRetention = evidenceRetention;
  }

  /**
   * Checks all of it, while the gateway runs.
   *
   * @param withFiles whether kept payload files are read and compared too
   */
  public ChainReport run(boolean withFiles) {
    ChainReport report = new ChainReport();
    CheckFiles checkFiles = new CheckFiles(messages, files, chain, payloadRetention, report);
    new CheckChain(chain, report).run();
    chain
        .audit()
        .firstBroken()
        .ifPresent(
            number -> report.finding("audit log: entry " + number + " is missing or was altered"));
    new CheckRows(chain, evidenceRetention, report)
        .run(
            message -> {
              if (withFiles) {
                checkFiles.check(message);
              }
            });
    return report;
  }
}
