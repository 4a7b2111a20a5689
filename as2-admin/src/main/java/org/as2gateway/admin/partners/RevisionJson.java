package org.as2gateway.admin.partners;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.port.Description;
import org.as2gateway.registry.Revision;

/** A revision of the registry. */
@Description("An accepted revision of the registry.")
record RevisionJson(
    long number,
    Instant at,
    String author,
    @Description("unified diff to the previous revision") String difference,
    @Description("partnerships.xml; only in a single revision") Optional<String> text,
    @Description("fingerprints; only in a single revision") Optional<List<String>> certificates) {
  /** Revisions of the registry. */
  @Description("Newest first.")
  record RevisionsJson(List<RevisionJson> revisions) {}

  /** A revision in a list. */
  static RevisionJson header(Revision revision) {
    return new RevisionJson(
        revision.number(),
        revision.at(),
        revision.author(),
        revision.difference(),
        Optional.empty(),
        Optional.empty());
  }

  /** A single revision. */
  static RevisionJson of(Revision revision) {
    return new RevisionJson(
        revision.number(),
        revision.at(),
        revision.author(),
        revision.difference(),
        Optional.of(revision.text()),
        Optional.of(revision.certificates()));
  }
}
