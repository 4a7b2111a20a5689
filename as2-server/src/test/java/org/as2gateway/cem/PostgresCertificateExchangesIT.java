package org.as2gateway.cem;

import org.as2gateway.db.Database;
import org.as2gateway.testkit.TestDatabase;

final class PostgresCertificateExchangesIT extends CertificateExchangesContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
