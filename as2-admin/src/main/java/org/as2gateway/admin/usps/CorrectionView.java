package org.as2gateway.admin.usps;

import org.as2gateway.usps.correction.Draft;
import org.as2gateway.usps.preflight.CheckedFile;

/**
 * The page of a correction that was built.
 *
 * @param draft the correction
 * @param check what the check before sending finds in it
 */
public record CorrectionView(Draft draft, CheckedFile check) {
  /** Whether the check finds what would likely be refused, or should be looked at. */
  public boolean isBad() {
    return CorrectionDesk.isBad(check.verdict());
  }

  /** Whether it was sent. */
  public boolean isSent() {
    return draft.message() != null;
  }

  /** What nobody but USPS can say. */
  public String openQuestion() {
    return Chosen.OPEN_QUESTION;
  }
}
