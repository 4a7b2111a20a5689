package org.as2gateway.usps.correction;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.wire.ContentSource;
import org.as2gateway.usps.files.ManifestHeader;
import org.as2gateway.usps.files.ManifestRecords;
import org.as2gateway.usps.layouts.UspsTables;

/** Corrected lines as a person brings them: D1, D2 and C1, with or without a header in front. */
final class CorrectedLines {
  private static final Set<String> CARRIED = Set.of("D1", "D2", "C1");

  private final ContentSource source;
  private final UspsTables tables;
  private final ManifestHeader original;
  private final PieceSet pieces = new PieceSet();
  private long records;
  private long pieceRecords;

  CorrectedLines(ContentSource source, UspsTables tables, ManifestHeader original) {
    this.source = source;
    this.tables = tables;
    this.original = original;
  }

  long records() {
    return records;
  }

  long pieceRecords() {
    return pieceRecords;
  }

  /** The pieces among them. */
  PieceSet pieces() {
    return pieces;
  }

  void survey() throws IOException, CorrectionException {
    visit(
        record -> {
          records++;
          pieceRecords += record.id().equals(SentFile.PIECE) ? 1 : 0;
          record.piece().ifPresent(piece -> pieces.add(piece.pic()));
        });
  }

  void write(RecordWriter writer) throws IOException, CorrectionException {
    visit(record -> writer.copy(record.line()));
  }

  /** They are read as if they stood under the original header. */
  private void visit(SentFile.Visitor visitor) throws IOException, CorrectionException {
    byte[] header = (original.raw() + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    try (InputStream lines = source.open()) {
      ManifestRecords record =
          new ManifestRecords(
              new SequenceInputStream(new ByteArrayInputStream(header), lines), tables);
      while (record.next()) {
        if (!record.id().equals(SentFile.HEADER)) {
          check(record);
          visitor.take(record);
        } else {
          requireSame(record);
        }
      }
    }
  }

  private static void check(ManifestRecords record) throws CorrectionException {
    if (!CARRIED.contains(record.id())) {
      throw new CorrectionException(
          "corrected line %d begins with '%s', expected D1, D2 or C1"
              .formatted(record.line().number() - 1, record.id()));
    }
    if (record.line().isCut()) {
      throw new CorrectionException(
          "corrected line " + (record.line().number() - 1) + " is longer than 65,536 bytes");
    }
  }

  private void requireSame(ManifestRecords record) throws CorrectionException {
    Optional<ManifestHeader> header = record.header();
    if (header.filter(h -> h.efn().equals(original.efn())).isEmpty()) {
      throw new CorrectionException(
          "the corrected lines have a header of file number '%s', expected '%s'; leave headers out"
              .formatted(header.map(ManifestHeader::efn).orElse(""), original.efn()));
    }
  }
}
