package org.as2gateway.registry.cem;

import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
final class PostgresCertificateExchangesIT extends CertificateExchangesContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
