package org.as2gateway;

import java.time.Clock;
import java.util.function.Function;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.DatabaseException;
import org.as2gateway.store.db.DatabaseHolder;
import org.as2gateway.store.db.DatabaseSettings;

/** The database that {@code gateway.yaml} names, opened for one home alone. */
final class GatewayDatabase {
  private GatewayDatabase() {}

  /**
   * Opens it.
   *
   * @throws ConfigException if it cannot be reached or another gateway uses it
   */
  static Database open(
      GatewayConfig config, Clock clock, Function<DatabaseSettings, Database> opener)
      throws ConfigException {
    GatewayConfig.Store store = config.store();
    DatabaseSettings settings =
        DatabaseSettings.of(store.url(), store.user().orElse("sa"), store.password().orElse(""))
            .heldBy(DatabaseHolder.ofThisProcess(config.home(), clock.instant()));
    try {
      return opener.apply(settings);
    } catch (DatabaseException e) {
      ConfigException wrong =
          new ConfigException(
              "gateway.yaml: store.url: the database '"
                  + settings.shownUrl()
                  + "' cannot be opened: "
                  + e.getMessage());
      wrong.initCause(e);
      throw wrong;
    }
  }
}
