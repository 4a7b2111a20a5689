package org.as2gateway.usps.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.as2gateway.usps.layouts.Layout;
import org.as2gateway.usps.layouts.RecordLayout;
import org.as2gateway.usps.layouts.UspsTables;

/**
 * Reads a manifest record by record and judges nothing: what cannot be read is skipped. In constant
 * memory; does not close the stream.
 */
public final class ManifestReader {
  private static final String HEADER = "H1";
  private static final String DETAIL = "D1";
  private static final int HEADER_FIELDS = 18;

  private final UspsTables tables;
  private final Listener listener;
  private final Fields fields = new Fields();
  private Optional<Layout> layout = Optional.empty();

  /** What is in the file, in its order. */
  public interface Listener {
    /** A block begins. */
    void header(ManifestHeader header);

    /**
     * A piece of the block.
     *
     * @param line line of its D1, from 1
     * @param number its number
     */
    void piece(long line, PieceNumber number);

    /** Any record, the headers and pieces too, before it is handed out as what it is. */
    default void record(LineReader line, String id) {}
  }

  /** A reader by those tables. */
  public ManifestReader(UspsTables tables, Listener listener) {
    this.tables = tables;
    this.listener = listener;
  }

  /** Whether a line begins a manifest; the version is not looked at. */
  public static boolean isHeader(LineReader line) {
    return line.length() > 2
        && line.buffer()[line.from()] == 'H'
        && line.buffer()[line.from() + 1] == '1';
  }

  /**
   * Reads to the end of the stream.
   *
   * @return false, after the first line, if it is no manifest
   */
  public boolean read(InputStream stream) throws IOException {
    LineReader line = new LineReader(stream);
    boolean isFirst = true;
    while (line.next()) {
      if (isFirst && !isHeader(line)) {
        return false;
      }
      isFirst = false;
      take(line);
    }
    return !isFirst;
  }

  private void take(LineReader line) {
    if (line.length() < 2) {
      return;
    }
    String id = new String(line.buffer(), line.from(), 2, StandardCharsets.ISO_8859_1);
    listener.record(line, id);
    if (id.equals(HEADER)) {
      begin(line);
    } else if (id.equals(DETAIL)) {
      layout.flatMap(l -> l.record(DETAIL)).ifPresent(record -> piece(line, record));
    }
  }

  private void begin(LineReader line) {
    layout = layoutOf(line, tables, fields);
    layout
        .flatMap(l -> l.record(HEADER))
        .ifPresent(
            record -> {
              split(line, record, layout.get().form());
              if (fields.count() >= HEADER_FIELDS) {
                listener.header(header(line, fields));
              }
            });
  }

  private void piece(LineReader line, RecordLayout record) {
    split(line, record, layout.orElseThrow().form());
    if (fields.count() < 5) {
      return;
    }
    int zip = zipDigits(tables, fields.text(5));
    PieceNumber.of(fields.text(2), zip).ifPresent(n -> listener.piece(line.number(), n));
  }

  private void split(LineReader line, RecordLayout record, Layout.Form form) {
    if (form == Layout.Form.PIPE) {
      fields.split(line);
    } else {
      fields.cut(line, record);
    }
  }

  /** ZIP digits in the routing of a construct; −1 if the code is not known. */
  public static int zipDigits(UspsTables tables, String construct) {
    String digits = tables.codes("constructs").value(construct, "zip-digits");
    return PieceNumber.isDigits(digits) && !digits.isEmpty() ? Integer.parseInt(digits) : -1;
  }

  /** The layout of a header line, by its form and the version it states. */
  public static Optional<Layout> layoutOf(LineReader line, UspsTables tables, Fields fields) {
    fields.split(line);
    boolean isPiped = fields.count() > 1;
    String version;
    if (isPiped) {
      version = fields.count() >= 13 ? fields.text(13) : "";
    } else {
      String text = line.text();
      version = text.length() >= 77 ? text.substring(74, 77) : "";
    }
    Layout.Form form = isPiped ? Layout.Form.PIPE : Layout.Form.FIXED;
    return tables.manifest(version).filter(found -> found.form() == form);
  }

  /** The header on a line that is split already. */
  public static ManifestHeader header(LineReader line, Fields fields) {
    return new ManifestHeader(
        line.number(),
        line.text(),
        fields.text(2),
        fields.text(3),
        fields.text(4),
        fields.text(5),
        fields.text(6),
        fields.text(7),
        fields.text(13),
        fields.text(14),
        fields.text(17),
        fields.text(18));
  }
}
