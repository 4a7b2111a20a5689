package org.as2gateway;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.people.accounts.AuditEntry;
import org.as2gateway.people.accounts.JdbcAuditLog;
import org.as2gateway.store.evidence.AuditTrail;
import org.as2gateway.store.evidence.EvidenceChain;

/** Shows the audit log to the chain of evidence. */
final class ChainedAudit implements AuditTrail {
  private final JdbcAuditLog audit;

  ChainedAudit(JdbcAuditLog audit) {
    this.audit = audit;
  }

  /** What the chain knows of the audit log. */
  static Map<Long, String> hashes(EvidenceChain chain) {
    return chain.auditHeads().stream()
        .collect(Collectors.toMap(Head::number, Head::hash, (one, other) -> one));
  }

  @Override
  public Optional<Head> head() {
    return audit.last().map(ChainedAudit::head);
  }

  @Override
  public boolean has(Head head) {
    return audit.find(head.number()).map(ChainedAudit::head).filter(head::equals).isPresent();
  }

  private static Head head(AuditEntry entry) {
    return new Head(entry.number(), entry.hash());
  }

  @Override
  public Optional<Long> firstBroken() {
    return audit.firstBroken();
  }
}
