package org.as2gateway.usps.layouts;

import java.util.Objects;

/**
 * Where a table is from.
 *
 * @param id name of its file without {@code .csv}
 * @param name what it is called
 * @param edition which edition of the source, or when it was in use
 * @param source who says so
 * @param certainty how sure it is: A several sources or USPS itself, B one good source, C one
 *     source
 * @param origin where the table in use was read from: {@link #SHIPPED}, or a file in the home
 */
public record TableInfo(
    String id, String name, String edition, String source, String certainty, String origin) {
  /** The origin of a table that came with the product. */
  public static final String SHIPPED = "shipped";

  /** Nothing may be missing. */
  public TableInfo {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(origin, "origin");
  }

  /** Whether a file in the home replaces or adds it. */
  public boolean isFromHome() {
    return !origin.equals(SHIPPED);
  }
}
