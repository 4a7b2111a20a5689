/**
 * The database: connections, transactions, durability of commits, migrations. Besides classes named
 * {@code Jdbc*} the only place that knows SQL libraries; everyone else sees {@link
 * org.as2gateway.store.db.Transactions}.
 */
@NullMarked
package org.as2gateway.store.db;

import org.jspecify.annotations.NullMarked;
