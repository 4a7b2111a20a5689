package org.as2gateway.admin.messages;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MessageLog;

/**
 * One line of what was seen of a transfer without a receipt.
 *
 * @param name what it is, a word or two
 * @param value what was seen
 */
public record TransferFact(String name, String value) {
  /** What was seen of the last transfer of that message; empty if nothing is kept. */
  static List<TransferFact> of(MessageLog log, String id) {
    List<Evidence> kept = log.evidence(id, EvidenceKind.TRANSFER);
    return kept.isEmpty()
        ? List.of()
        : new String(kept.get(kept.size() - 1).content().toBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(TransferFact::parse)
            .toList();
  }

  private static TransferFact parse(String line) {
    int space = line.indexOf(' ');
    return space < 0
        ? new TransferFact(line, "")
        : new TransferFact(line.substring(0, space).replace('-', ' '), line.substring(space + 1));
  }
}
