package org.as2gateway.usps.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.usps.layouts.UspsTables;

/**
 * Reads an extract line by line, in constant memory. A line is an event if length, quotes and
 * version fit one layout; every other one is handed out as it is, and the next line is read. Does
 * not close the stream. Not safe for many threads.
 */
public final class ExtractReader {
  /** How many lines decide whether a file is an extract. */
  private static final int FIRST_LINES = 50;

  private final List<ExtractForm> forms;
  private final Listener listener;
  private final String latest;

  /** What is in the file, in its order. */
  public interface Listener {
    /**
     * An event.
     *
     * @throws IOException if it cannot be taken; ends the reading
     */
    void event(ScanEvent event) throws IOException;

    /**
     * A line that no layout fits.
     *
     * @param line number of the line, from 1
     * @param raw its text, each byte as the character of its value; a very long line is cut
     * @param reason why it is no event
     * @throws IOException if it cannot be taken; ends the reading
     */
    void unreadable(long line, String raw, String reason) throws IOException;
  }

  /** A reader by those tables, of events of any date. */
  public ExtractReader(UspsTables tables, Listener listener) {
    this(tables, listener, LocalDate.of(9999, 12, 31));
  }

  /**
   * A reader by those tables. An event of a later date is not handed out as one: it proves nothing.
   *
   * @param latest last date on which something can have happened
   */
  public ExtractReader(UspsTables tables, Listener listener, LocalDate latest) {
    this.forms = ExtractForm.all(tables);
    this.listener = listener;
    this.latest = latest.format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  /**
   * Whether one of the first lines is an event; the rest is not read.
   *
   * @param stream read from where it is; not closed
   */
  public static boolean isExtract(UspsTables tables, InputStream stream) throws IOException {
    List<ExtractForm> forms = ExtractForm.all(tables);
    LineReader line = new LineReader(withoutMark(stream));
    for (int i = 0; i < FIRST_LINES && line.next(); i++) {
      if (forms.stream().anyMatch(f -> f.isAsLongAs(line) && f.misfit(line).isEmpty())) {
        return true;
      }
    }
    return false;
  }

  /** Reads to the end of the stream. */
  public void read(InputStream stream) throws IOException {
    LineReader line = new LineReader(withoutMark(stream));
    while (line.next()) {
      take(line);
    }
  }

  private void take(LineReader line) throws IOException {
    if (isBlank(line)) {
      return;
    }
    String reason = "";
    for (ExtractForm form : forms) {
      if (form.isAsLongAs(line)) {
        Optional<String> misfit = form.misfit(line);
        if (misfit.isEmpty()) {
          take(form.event(line), line);
          return;
        }
        reason = reason.isEmpty() ? misfit.get() : reason;
      }
    }
    listener.unreadable(line.number(), line.text(), reason.isEmpty() ? wrongLength(line) : reason);
  }

  private void take(ScanEvent event, LineReader line) throws IOException {
    boolean isDate = event.date().length() == latest.length();
    if (isDate && event.date().compareTo(latest) > 0) {
      listener.unreadable(
          line.number(),
          line.text(),
          "its date " + event.date() + " is in the future; it is not counted as a scan");
    } else {
      listener.event(event);
    }
  }

  private String wrongLength(LineReader line) {
    if (line.isCut()) {
      return "it is longer than " + LineReader.MOST_BYTES + " characters";
    }
    if (hasNul(line)) {
      return "it has NUL characters, as UTF-16 text has; expected one byte for each character";
    }
    return "it has " + line.length() + " characters, expected " + lengths();
  }

  private String lengths() {
    return forms.stream()
        .map(form -> form.length() + " (version " + form.version() + ")")
        .collect(Collectors.joining(" or "));
  }

  private static boolean hasNul(LineReader line) {
    for (int i = line.from(); i < line.to(); i++) {
      if (line.buffer()[i] == 0) {
        return true;
      }
    }
    return false;
  }

  /** Nothing but spaces, or the end-of-file mark of old systems. */
  private static boolean isBlank(LineReader line) {
    for (int i = line.from(); i < line.to(); i++) {
      byte at = line.buffer()[i];
      if (at != ' ' && at != 0x1A) {
        return false;
      }
    }
    return true;
  }

  /** Without the byte order mark of UTF-8 that some programs put before the first line. */
  private static InputStream withoutMark(InputStream stream) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(stream);
    buffered.mark(3);
    byte[] first = buffered.readNBytes(3);
    boolean isMark =
        first.length == 3
            && first[0] == (byte) 0xEF
            && first[1] == (byte) 0xBB
            && first[2] == (byte) 0xBF;
    if (!isMark) {
      buffered.reset();
    }
    return buffered;
  }
}
