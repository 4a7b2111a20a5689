package org.as2gateway.store.evidence;

import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
final class PostgresEvidenceChainIT extends EvidenceChainContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
