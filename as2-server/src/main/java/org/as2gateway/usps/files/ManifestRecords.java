package org.as2gateway.usps.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.as2gateway.usps.layouts.Layout;
import org.as2gateway.usps.layouts.RecordLayout;
import org.as2gateway.usps.layouts.UspsTables;

/**
 * The records of a manifest one after the other, with their bytes, for those who copy them. In
 * constant memory; not safe for many threads; does not close the stream.
 */
public final class ManifestRecords {
  private static final String HEADER = "H1";
  private static final int HEADER_FIELDS = 18;

  private final UspsTables tables;
  private final LineReader line;
  private final Fields fields = new Fields();
  private Optional<Layout> layout = Optional.empty();
  private Optional<ManifestHeader> header = Optional.empty();
  private String id = "";

  /** The records of that stream. */
  public ManifestRecords(InputStream stream, UspsTables tables) {
    this.line = new LineReader(stream);
    this.tables = tables;
  }

  /**
   * Goes to the next record; blank lines are left out.
   *
   * @return false if there is none
   * @throws IOException if the stream cannot be read
   */
  public boolean next() throws IOException {
    boolean hasMore = line.next();
    while (hasMore && line.text().isBlank()) {
      hasMore = line.next();
    }
    if (!hasMore) {
      return false;
    }
    int length = Math.min(2, line.length());
    id = new String(line.buffer(), line.from(), length, StandardCharsets.ISO_8859_1);
    if (id.equals(HEADER)) {
      begin();
    } else {
      split();
    }
    return true;
  }

  private void begin() {
    layout = ManifestReader.layoutOf(line, tables, fields);
    split();
    boolean isHeader = layout.isPresent() && fields.count() >= HEADER_FIELDS;
    header = isHeader ? Optional.of(ManifestReader.header(line, fields)) : Optional.empty();
  }

  private void split() {
    Optional<RecordLayout> record = record();
    boolean isFixed = layout.filter(l -> l.form() == Layout.Form.FIXED).isPresent();
    if (isFixed && record.isPresent()) {
      fields.cut(line, record.get());
    } else {
      fields.split(line);
    }
  }

  /** First two characters of the record. */
  public String id() {
    return id;
  }

  /** The line; valid until the next call. */
  public LineReader line() {
    return line;
  }

  /** Its fields; valid until the next call. */
  public Fields fields() {
    return fields;
  }

  /** The layout of the block, if its version and form are known. */
  public Optional<Layout> layout() {
    return layout;
  }

  /** The layout of the record, if there is one. */
  public Optional<RecordLayout> record() {
    return layout.flatMap(l -> l.record(id));
  }

  /** The header of the block; empty before the first, and if it cannot be read. */
  public Optional<ManifestHeader> header() {
    return header;
  }

  /** The number of a piece, if the record is one and has one. */
  public Optional<PieceNumber> piece() {
    if (!id.equals("D1") || fields.count() < 5) {
      return Optional.empty();
    }
    return PieceNumber.of(fields.text(2), ManifestReader.zipDigits(tables, fields.text(5)));
  }
}
