package org.as2gateway.usps.preflight;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.usps.files.Fields;
import org.as2gateway.usps.files.LineReader;
import org.as2gateway.usps.files.ManifestHeader;
import org.as2gateway.usps.files.ManifestReader;
import org.as2gateway.usps.layouts.Layout;
import org.as2gateway.usps.layouts.RecordLayout;
import org.jspecify.annotations.Nullable;

/** The check of one file: goes through its records and keeps what a block is made of. */
final class ManifestCheck implements Closeable {
  private static final int HEADER_FIELDS = 18;
  private static final String HEADER = "H1";
  private static final String DETAIL = "D1";
  private static final String SECOND = "D2";

  private final Against against;
  private final Findings findings;
  private final LineCheck lines;
  private final HeaderCheck headers;
  private final PieceCheck pieces;
  private final Fields fields = new Fields();
  private final Map<RecordLayout, RecordCheck> records = new HashMap<>();
  private final List<CheckedBlock> blocks = new ArrayList<>();

  private @Nullable Block block;
  private String version = "";
  private boolean isWithoutHeader;

  /** The block that is read. */
  private static final class Block {
    private final ManifestHeader header;
    private final @Nullable Layout layout;
    private long records = 1;
    private long pieces;

    /** Number of the D1 before; null if it was not read. */
    private @Nullable String number = "";

    /** Without a layout its records are counted, not judged. */
    Block(ManifestHeader header, @Nullable Layout layout) {
      this.header = header;
      this.layout = layout;
    }
  }

  ManifestCheck(int index, Against against) {
    this.against = against;
    this.findings = new Findings(index);
    this.lines = new LineCheck(findings);
    this.headers = new HeaderCheck(findings, against);
    this.pieces = new PieceCheck(findings, against);
  }

  CheckedFile run(String name, InputStream stream) throws IOException {
    LineReader line = new LineReader(stream);
    if (!line.next()) {
      findings.add(Rule.NOT_A_MANIFEST, 1, null, "an empty file", "a record H1 first");
      return result(name, false);
    }
    boolean isManifest = Opening.isManifest(line) || Opening.isDetail(line);
    if (!isManifest) {
      Opening.report(line, findings);
      return result(name, false);
    }
    do {
      if (line.bytesRead() > against.mostBytes()) {
        findings.add(
            Rule.TOO_LARGE,
            line.number(),
            null,
            "more than " + against.mostBytes() + " bytes",
            "at most that many");
        block = null;
        break;
      }
      take(line);
    } while (line.next());
    end();
    return result(name, true);
  }

  private CheckedFile result(String name, boolean isManifest) {
    return new CheckedFile(
        name, isManifest, version, findings.verdict(), blocks, findings.sorted(), findings.more());
  }

  private void take(LineReader line) throws IOException {
    lines.end(line);
    if (line.isCut()) {
      cut(line);
      return;
    }
    if (line.length() == 0) {
      count(line);
      findings.add(Rule.UNKNOWN_RECORD, line.number(), null, "an empty line", "a record");
      return;
    }
    fields.split(line);
    if (!lines.isAscii(line)) {
      if (ManifestReader.isHeader(line) || Opening.isHeaderBehindMark(line)) {
        skipBlock();
      } else {
        count(line);
      }
      return;
    }
    if (fields.length(1) == 0 && fields.count() > 1) {
      leadingPipe(line);
    } else if (ManifestReader.isHeader(line)) {
      header(line);
    } else {
      record(line);
    }
  }

  /** Counts a record that is not judged further. */
  private void count(LineReader line) {
    if (block != null) {
      block.records++;
      block.pieces += Opening.isPiece(line) ? 1 : 0;
    }
  }

  private void cut(LineReader line) {
    findings.add(
        Rule.RECORD_LENGTH,
        line.number(),
        null,
        "more than " + LineReader.MOST_BYTES + " bytes",
        "a record of the layout");
    if (ManifestReader.isHeader(line)) {
      skipBlock();
    } else {
      count(line);
    }
  }

  private void leadingPipe(LineReader line) {
    findings.add(Rule.LEADING_PIPE, line.number(), 1, "a pipe before the first field", "none");
    if (fields.is(2, HEADER)) {
      skipBlock();
    } else {
      count(line);
    }
  }

  /** A header that is not right: what follows it is not judged. */
  private void skipBlock() {
    end();
    isWithoutHeader = true;
  }

  private void header(LineReader line) {
    end();
    isWithoutHeader = false;
    boolean isPiped = fields.count() > 1;
    if (isPiped && !lines.hasFields(line, fields, HEADER_FIELDS)) {
      isWithoutHeader = true;
      return;
    }
    Optional<Layout> layout = ManifestReader.layoutOf(line, against.tables(), fields);
    RecordLayout record = layout.flatMap(l -> l.record(HEADER)).orElse(null);
    if (layout.isEmpty() || record == null) {
      unknownVersion(line, isPiped);
      return;
    }
    if (!isPiped && !lines.hasLength(line, record)) {
      isWithoutHeader = true;
      return;
    }
    if (!isPiped) {
      fields.cut(line, record);
    }
    ManifestHeader header = ManifestReader.header(line, fields);
    version(header);
    headers.check(header, check(record), fields);
    block = new Block(header, layout.get());
    pieces.begin(header.efn());
  }

  private void version(ManifestHeader header) {
    if (version.isEmpty()) {
      version = header.version();
    } else if (!version.equals(header.version())) {
      findings.add(
          Rule.UNKNOWN_VERSION,
          header.line(),
          13,
          "'" + header.version() + "' in a file that begins with '" + version + "'",
          "one version in a file");
    }
  }

  private void unknownVersion(LineReader line, boolean isPiped) {
    String text = line.text();
    String found =
        isPiped ? fields.text(13) : text.length() >= 77 ? text.substring(74, 77).strip() : "";
    if (version.isEmpty()) {
      version = found;
    }
    findings.add(
        Rule.UNKNOWN_VERSION,
        line.number(),
        13,
        "'" + found + "'",
        String.join(" or ", against.tables().manifestVersions()));
    block = isPiped ? new Block(ManifestReader.header(line, fields), null) : null;
    isWithoutHeader = !isPiped;
  }

  private RecordCheck check(RecordLayout record) {
    return records.computeIfAbsent(
        record,
        key ->
            new RecordCheck(
                findings,
                key,
                key.id().equals(HEADER)
                    ? HeaderCheck.FIELDS
                    : key.id().equals(DETAIL) ? PieceCheck.FIELDS : Set.of()));
  }

  private void record(LineReader line) throws IOException {
    Block now = block;
    if (now == null) {
      if (!isWithoutHeader) {
        isWithoutHeader = true;
        findings.add(
            Rule.NO_HEADER, line.number(), null, "'" + id(line) + "' first", "a record H1 first");
      }
      return;
    }
    now.records++;
    if (now.layout == null) {
      return;
    }
    RecordLayout record = now.layout.record(id(line)).orElse(null);
    if (record == null) {
      findings.add(
          Rule.UNKNOWN_RECORD,
          line.number(),
          1,
          "'" + id(line) + "'",
          "one of " + now.layout.records().stream().map(RecordLayout::id).toList());
      return;
    }
    judge(line, now, record);
  }

  private void judge(LineReader line, Block now, RecordLayout record) throws IOException {
    boolean isDetail = record.id().equals(DETAIL);
    now.pieces += isDetail ? 1 : 0;
    boolean isPiped = now.layout != null && now.layout.form() == Layout.Form.PIPE;
    if (isPiped
        ? !lines.hasFields(line, fields, record.fields().size())
        : !lines.hasLength(line, record)) {
      now.number = isDetail ? null : now.number;
      return;
    }
    if (!isPiped) {
      fields.cut(line, record);
    }
    check(record).check(line.number(), fields);
    if (isDetail) {
      now.number = isPiped ? "" : fields.text(2);
      pieces.check(line.number(), fields);
    } else if (record.id().equals(SECOND)) {
      second(line, now.number);
    }
  }

  private void second(LineReader line, @Nullable String number) {
    if (number != null && !fields.is(2, number)) {
      findings.add(
          Rule.DETAIL_NUMBER,
          line.number(),
          2,
          "'" + fields.text(2) + "'",
          number.isEmpty() ? "a D1 before it" : "'" + number + "', as in the D1 before");
    }
  }

  private String id(LineReader line) {
    String text = fields.count() > 1 ? fields.text(1) : line.text();
    return text.substring(0, Math.min(2, text.length()));
  }

  /** The block is complete: its counts are judged at its header. */
  private void end() {
    pieces.flush();
    Block done = block;
    if (done == null) {
      return;
    }
    block = null;
    if (blocks.size() < CheckedFile.MOST_BLOCKS) {
      blocks.add(new CheckedBlock(done.header, done.records, done.pieces));
    }
    if (done.layout == null) {
      return;
    }
    counts(done);
  }

  private void counts(Block done) {
    long line = done.header.line();
    String stated = done.header.records();
    if (!stated.isEmpty()
        && stated.length() < 18
        && stated.chars().allMatch(Character::isDigit)
        && Long.parseLong(stated) != done.records) {
      findings.add(
          Rule.RECORD_COUNT,
          line,
          17,
          "'" + stated + "' with " + done.records + " records",
          "%09d".formatted(done.records));
    }
    if (done.pieces == 0) {
      findings.add(Rule.NO_DETAILS, line, null, "no D1 behind the header", "one or more");
    }
  }

  @Override
  public void close() {
    pieces.close();
  }
}
