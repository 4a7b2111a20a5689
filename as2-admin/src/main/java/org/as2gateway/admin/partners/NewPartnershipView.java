package org.as2gateway.admin.partners;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of a further partnership.
 *
 * @param partner with whom
 * @param fields its fields
 * @param error why it was not added
 */
public record NewPartnershipView(String partner, List<Field> fields, @Nullable String error) {
  /** The fields that were refused. */
  public List<Field> wrong() {
    return fields.stream().filter(Field::isWrong).toList();
  }
}
