package org.as2gateway.store.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants in columns of type TIMESTAMP WITH TIME ZONE, to the microsecond. */
public final class Times {
  private Times() {}

  /** The column's value; cut, because databases round and a time must not come to lie ahead. */
  public static OffsetDateTime column(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  /** The column's value of a time that may be missing. */
  public static @Nullable OffsetDateTime nullableColumn(@Nullable Instant instant) {
    return instant == null ? null : column(instant);
  }

  /** The time in a column. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** The time in a column that may be null. */
  public static @Nullable Instant nullableInstant(ResultSet row, String column)
      throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
