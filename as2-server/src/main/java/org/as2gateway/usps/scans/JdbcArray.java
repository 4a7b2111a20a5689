package org.as2gateway.usps.scans;

import java.util.Collection;
import org.jdbi.v3.core.argument.Argument;

/** Arrays to be bound: thousands of rows in one statement. */
final class JdbcArray {
  private JdbcArray() {}

  static Argument longs(Collection<Long> values) {
    return array("bigint", values);
  }

  static Argument integers(Collection<Integer> values) {
    return array("integer", values);
  }

  static Argument flags(Collection<Boolean> values) {
    return array("boolean", values);
  }

  static Argument texts(Collection<String> values) {
    return array("varchar", values);
  }

  private static Argument array(String type, Collection<?> values) {
    return (position, statement, context) ->
        statement.setArray(
            position, statement.getConnection().createArrayOf(type, values.toArray()));
  }
}
