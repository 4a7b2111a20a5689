package org.as2gateway.admin.usps;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.port.Text;
import org.as2gateway.as2.wire.ContentSource;
import org.as2gateway.usps.correction.CorrectionException;
import org.as2gateway.usps.correction.Edits;
import org.as2gateway.usps.correction.PieceSet;
import org.as2gateway.usps.correction.Selection;
import org.as2gateway.usps.files.LineReader;
import org.as2gateway.usps.files.PieceNumber;

/**
 * What somebody wants a correction to carry.
 *
 * @param isRejected whether all rejected pieces
 * @param pieces numbers of further ones, with or without routing
 * @param edits new values by piece number, slash, number of the field
 */
record Chosen(boolean isRejected, List<String> pieces, Map<String, String> edits) {
  /** What nobody but USPS can say. */
  static final String OPEN_QUESTION =
      "Whether a correction must have file type 4 or keep the type of the file is not known:"
          + " published message 5 says the original type, one shipper program writes 4. The type is"
          + " kept unless the partnership says otherwise (gw.usps_correction_type). Ask USPS.";

  /**
   * The selection.
   *
   * @param rejected the pieces that are rejected, if they are wanted; others are added
   * @param lines corrected lines
   */
  Selection selection(PieceSet rejected, Optional<ContentSource> lines, boolean isTypeFour)
      throws CorrectionException {
    for (String piece : pieces) {
      rejected.add(pic(piece));
    }
    Edits changes = new Edits();
    for (Map.Entry<String, String> edit : edits.entrySet()) {
      int slash = edit.getKey().lastIndexOf('/');
      String field = edit.getKey().substring(slash + 1);
      if (slash < 0 || !field.matches("[0-9]{1,3}")) {
        throw new CorrectionException(
            "an edit is of '"
                + Text.cut(edit.getKey())
                + "', expected a piece number, a slash and the number of a field");
      }
      String pic = pic(edit.getKey().substring(0, slash));
      changes.put(pic, Integer.parseInt(field), edit.getValue());
      rejected.add(pic);
    }
    return new Selection(rejected, changes, lines, isTypeFour);
  }

  /**
   * Adds pieces whose numbers stand in a text, one a line.
   *
   * @param numbers read to its end, not closed
   */
  static void addTo(PieceSet pieces, InputStream numbers) throws IOException, CorrectionException {
    LineReader line = new LineReader(numbers);
    while (line.next()) {
      String text = line.text().strip();
      if (!text.isEmpty()) {
        pieces.add(pic(text));
      }
    }
  }

  private static String pic(String text) throws CorrectionException {
    return PieceNumber.of(text.strip(), -1)
        .orElseThrow(
            () ->
                new CorrectionException(
                    "'"
                        + Text.cut(text)
                        + "' is no piece number, expected digits or an S10"
                        + " identifier such as LZ000000014US"))
        .pic();
  }
}
