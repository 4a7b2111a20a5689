package org.as2gateway.usps.correction;

import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.as2gateway.as2.wire.ContentSource;
import org.as2gateway.usps.files.Fields;
import org.as2gateway.usps.files.ManifestHeader;
import org.as2gateway.usps.files.ManifestRecords;
import org.as2gateway.usps.layouts.UspsTables;

/** A file that was sent, and what it contributes to a correction: its block of one file number. */
final class SentFile {
  static final String PIECE = "D1";
  static final String HEADER = "H1";
  private static final String CONTAINER = "C1";
  private static final List<Integer> CONTAINERS_OF_PIECE = List.of(14, 16, 18);
  private static final int TRACKING_NUMBER = 2;

  private final ContentSource source;
  private final UspsTables tables;
  private final String efn;
  private final Selection selection;
  private final BitSet pieces = new BitSet();
  private final Set<String> containers = new HashSet<>();
  private long records;

  /** What is done with each record of the block. */
  @FunctionalInterface
  interface Visitor {
    void take(ManifestRecords record) throws IOException, CorrectionException;
  }

  SentFile(ContentSource source, UspsTables tables, String efn, Selection selection) {
    this.source = source;
    this.tables = tables;
    this.efn = efn;
    this.selection = selection;
  }

  /** How many records it contributes. */
  long records() {
    return records;
  }

  /** How many pieces it contributes. */
  int pieces() {
    return pieces.cardinality();
  }

  /** Calls the visitor with each record of the block, its header too. */
  void visit(Visitor visitor) throws IOException, CorrectionException {
    try (InputStream stream = source.open()) {
      ManifestRecords record = new ManifestRecords(stream, tables);
      while (record.next()) {
        boolean isOurs = record.header().map(ManifestHeader::efn).filter(efn::equals).isPresent();
        if (isOurs) {
          visitor.take(record);
        }
      }
    }
  }

  /**
   * Finds what it contributes.
   *
   * @param taken places of chosen pieces that other files contribute; those found are added
   */
  void survey(BitSet taken, Set<String> takenContainers) throws IOException, CorrectionException {
    Set<String> wanted = new HashSet<>();
    boolean[] isCarried = {false};
    boolean[] hasContainers = {false};
    visit(
        record -> {
          hasContainers[0] |= record.id().equals(CONTAINER);
          if (record.id().equals(PIECE)) {
            isCarried[0] = choose(record, taken);
            if (isCarried[0]) {
              wanted.addAll(containersOf(record));
            }
          }
          records += isCarried[0] && isOfPiece(record) ? 1 : 0;
        });
    wanted.removeAll(takenContainers);
    if (hasContainers[0] && !wanted.isEmpty()) {
      visit(record -> surveyContainer(record, wanted));
    }
    takenContainers.addAll(containers);
  }

  private boolean choose(ManifestRecords record, BitSet taken) {
    int place = place(record);
    boolean isNew = place >= 0 && !taken.get(place);
    if (isNew) {
      taken.set(place);
      pieces.set(place);
    }
    return isNew;
  }

  private int place(ManifestRecords record) {
    return record.piece().map(piece -> selection.pieces().index(piece.pic())).orElse(-1);
  }

  /** D1, and what follows it up to the next piece, container or header. */
  private static boolean isOfPiece(ManifestRecords record) {
    return record.id().startsWith("D");
  }

  private Set<String> containersOf(ManifestRecords record) {
    Map<Integer, String> edits = editsOf(record);
    Fields fields = record.fields();
    Set<String> found = new HashSet<>();
    for (int field : CONTAINERS_OF_PIECE) {
      if (field <= fields.count()) {
        found.add(edits.getOrDefault(field, fields.text(field)));
      }
    }
    found.remove("");
    return found;
  }

  private void surveyContainer(ManifestRecords record, Set<String> wanted) {
    boolean isWanted =
        record.id().equals(CONTAINER)
            && record.fields().count() > 1
            && wanted.contains(record.fields().text(2));
    if (isWanted && containers.add(record.fields().text(2))) {
      records++;
    }
  }

  private Map<Integer, String> editsOf(ManifestRecords record) {
    return record.piece().map(piece -> selection.edits().of(piece.pic())).orElse(Map.of());
  }

  /** Writes what it contributes; to be called after the survey. */
  void write(RecordWriter writer) throws IOException, CorrectionException {
    if (records == 0) {
      return;
    }
    BitSet open = (BitSet) pieces.clone();
    Set<String> openContainers = new HashSet<>(containers);
    Carried carried = new Carried();
    visit(
        record -> {
          if (record.id().equals(PIECE)) {
            carried.begin(record, open);
          }
          boolean isContainer =
              record.id().equals(CONTAINER)
                  && record.fields().count() > 1
                  && openContainers.remove(record.fields().text(2));
          if (isContainer || (carried.isCarried && isOfPiece(record))) {
            requireComplete(record);
            writer.write(record, carried.values(record));
          }
        });
  }

  private static void requireComplete(ManifestRecords record) throws CorrectionException {
    if (record.line().isCut()) {
      throw new CorrectionException(
          "line "
              + record.line().number()
              + " of the file that was sent is longer than 65,536"
              + " bytes and cannot be carried; import it as a corrected line");
    }
  }

  /** The piece that is being written. */
  private final class Carried {
    private boolean isCarried;
    private String number = "";
    private Map<Integer, String> edits = Map.of();

    void begin(ManifestRecords record, BitSet open) {
      int place = place(record);
      isCarried = place >= 0 && open.get(place);
      if (isCarried) {
        open.clear(place);
        number = record.fields().text(TRACKING_NUMBER);
        edits = editsOf(record);
      }
    }

    /** A new number of the piece stands in the records that belong to it too. */
    Map<Integer, String> values(ManifestRecords record) {
      if (record.id().equals(PIECE)) {
        return edits;
      }
      boolean hasNumber =
          isOfPiece(record)
              && record.fields().count() > 1
              && edits.containsKey(TRACKING_NUMBER)
              && record.fields().text(TRACKING_NUMBER).equals(number);
      return hasNumber ? Map.of(TRACKING_NUMBER, edits.get(TRACKING_NUMBER)) : Map.of();
    }
  }
}
