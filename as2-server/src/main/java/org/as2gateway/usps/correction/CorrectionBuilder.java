package org.as2gateway.usps.correction;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.wire.ContentSource;
import org.as2gateway.usps.files.ManifestHeader;
import org.as2gateway.usps.files.ManifestRecords;
import org.as2gateway.usps.layouts.UspsTables;

/**
 * Builds the correction of one file: its header byte for byte except the record count, and only the
 * chosen pieces with what belongs to them. Reads the files that were sent as often as it needs, in
 * memory that grows with the chosen pieces only.
 */
public final class CorrectionBuilder {
  private final UspsTables tables;
  private final String efn;
  private final List<ContentSource> sent;
  private final Selection selection;

  /**
   * A correction of that file.
   *
   * @param tables layouts
   * @param efn its number
   * @param sent the files that carried it, the one that was sent last at the front; the last of the
   *     list is the original
   * @param selection what to carry
   */
  public CorrectionBuilder(
      UspsTables tables, String efn, List<ContentSource> sent, Selection selection) {
    this.tables = tables;
    this.efn = efn;
    this.sent = List.copyOf(sent);
    this.selection = selection;
  }

  /**
   * Writes the correction.
   *
   * @param out not closed
   * @throws CorrectionException if there is nothing to carry, or what is given does not fit
   * @throws IOException if a file cannot be read, or the correction cannot be written
   */
  public BuiltCorrection write(OutputStream out) throws IOException, CorrectionException {
    if (selection.pieces().isEmpty() && selection.lines().isEmpty()) {
      throw new CorrectionException(
          "no pieces are chosen; choose the rejected pieces, some numbers, or corrected lines");
    }
    ManifestHeader original = original();
    Optional<CorrectedLines> lines =
        selection.lines().map(source -> new CorrectedLines(source, tables, original));
    BitSet taken = new BitSet();
    if (lines.isPresent()) {
      lines.get().survey();
      taken.or(replaced(lines.get().pieces()));
    }
    List<SentFile> files = survey(taken);
    long pieces = lines.map(CorrectedLines::pieceRecords).orElse(0L);
    pieces += files.stream().mapToLong(SentFile::pieces).sum();
    if (pieces == 0) {
      throw new CorrectionException(
          "none of the chosen pieces is in the files that were sent as '%s'; check the numbers,"
                  .formatted(efn)
              + " given without 420 and ZIP Code");
    }
    long records = 1 + lines.map(CorrectedLines::records).orElse(0L);
    records += files.stream().mapToLong(SentFile::records).sum();
    RecordWriter writer = new RecordWriter(out);
    writeHeader(writer, records);
    for (SentFile file : files) {
      file.write(writer);
    }
    if (lines.isPresent()) {
      lines.get().write(writer);
    }
    int missing = selection.pieces().size() - taken.cardinality();
    return new BuiltCorrection(original, records, pieces, missing);
  }

  /** Chosen pieces that stand among the corrected lines. */
  private BitSet replaced(PieceSet lines) {
    BitSet replaced = new BitSet();
    long[] chosen = selection.pieces().hashes();
    for (int i = 0; i < chosen.length; i++) {
      replaced.set(i, lines.indexOfHash(chosen[i]) >= 0);
    }
    return replaced;
  }

  private List<SentFile> survey(BitSet taken) throws IOException, CorrectionException {
    List<SentFile> files = new ArrayList<>();
    Set<String> containers = new HashSet<>();
    for (ContentSource source : sent) {
      SentFile file = new SentFile(source, tables, efn, selection);
      if (!selection.pieces().isEmpty()) {
        file.survey(taken, containers);
      }
      files.add(file);
    }
    return files;
  }

  /** The header of the file that was sent first. */
  private ManifestHeader original() throws IOException, CorrectionException {
    try (InputStream stream = first().open()) {
      return header(stream).header().orElseThrow();
    }
  }

  private void writeHeader(RecordWriter writer, long records)
      throws IOException, CorrectionException {
    try (InputStream stream = first().open()) {
      writer.header(header(stream), records, selection.isTypeFour());
    }
  }

  private ContentSource first() throws CorrectionException {
    if (sent.isEmpty()) {
      throw new CorrectionException(
          "nothing was sent as '" + efn + "'; a correction needs a file that was sent before");
    }
    return sent.get(sent.size() - 1);
  }

  /** Goes to the header of the block. */
  private ManifestRecords header(InputStream stream) throws IOException, CorrectionException {
    ManifestRecords record = new ManifestRecords(stream, tables);
    while (record.next()) {
      boolean isOurs =
          record.id().equals(SentFile.HEADER)
              && record.header().map(ManifestHeader::efn).filter(efn::equals).isPresent();
      if (isOurs) {
        return record;
      }
    }
    throw new CorrectionException(
        "the file that was sent first has no header of '%s' that can be read".formatted(efn));
  }
}
