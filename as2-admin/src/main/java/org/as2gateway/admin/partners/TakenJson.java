package org.as2gateway.admin.partners;

import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.registry.partnerships.ImportNote;

/** What an import adds, or would add. */
@Description("Names of the imported partners, and the result for each setting of the file.")
public record TakenJson(
    List<String> partners,
    @Description("true: the file was only checked, nothing was changed") boolean dryRun,
    List<ImportNoteJson> report) {
  /** What became of one setting. */
  record ImportNoteJson(
      @Description("name of the partner; blank for the file") String partner,
      ImportNote.Kind kind,
      String text) {}

  /** That import. */
  public static TakenJson of(PartnerImport plan, boolean isDryRun) {
    return new TakenJson(
        plan.names(),
        isDryRun,
        plan.notes().stream()
            .map(note -> new ImportNoteJson(note.partner(), note.kind(), note.text()))
            .toList());
  }
}
