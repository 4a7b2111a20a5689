package org.as2gateway.admin.partners;

import java.util.List;
import org.as2gateway.registry.partnerships.ImportNote;
import org.jspecify.annotations.Nullable;

/**
 * The form that takes a file, and the report on the last one.
 *
 * @param error why the last file was not taken
 * @param partners names of the partners that were or would be added
 * @param missing what they still lack, each with the partner's name
 * @param notes what became of each setting; empty before a file was read
 * @param isDryRun whether nothing was changed
 */
public record ImportView(
    @Nullable String error,
    List<String> partners,
    List<String> missing,
    List<ImportNote> notes,
    boolean isDryRun) {
  /** Copies the lists. */
  public ImportView {
    partners = List.copyOf(partners);
    missing = List.copyOf(missing);
    notes = List.copyOf(notes);
  }

  /** The form alone. */
  static ImportView form(@Nullable String error) {
    return new ImportView(error, List.of(), List.of(), List.of(), false);
  }

  /** Whether a file was read. */
  public boolean hasReport() {
    return !partners.isEmpty() || !notes.isEmpty();
  }
}
