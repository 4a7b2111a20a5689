package org.as2gateway.usps;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.as2gateway.usps.files.CheckDigits;
import org.as2gateway.usps.layouts.TablesFolder;
import org.as2gateway.usps.layouts.UspsTables;

/** Synthetic files: numbers and mailer IDs are invented, check digits and counts are right. */
public final class Samples {
  /** Number of the valid file 2.0. */
  public static final String EFN = "9275099999999900000019";

  private Samples() {}

  /** A valid manifest 2.0 of two pieces. */
  public static String manifest() {
    return read("valid-020.manifest");
  }

  /** A valid manifest 1.7 of one piece with its second record. */
  public static String fixedManifest() {
    return read("valid-017.manifest");
  }

  /** A valid line of an extract 1.5. */
  public static String extract() {
    return read("valid-015.extract");
  }

  private static String read(String name) {
    try (InputStream bytes = Samples.class.getResourceAsStream(name)) {
      return new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tables of the product. */
  public static UspsTables tables() {
    return new TablesFolder(Path.of("no-such-home")).current();
  }

  /** The manifest with another value in a field; lines and fields from 1. */
  public static String with(String manifest, int line, int field, String value) {
    List<String> lines = new ArrayList<>(List.of(manifest.lines().toArray(String[]::new)));
    String[] fields = lines.get(line - 1).split("\\|", -1);
    fields[field - 1] = value;
    lines.set(line - 1, String.join("|", fields));
    return String.join("\r\n", lines) + "\r\n";
  }

  /** A number with its check digit. */
  public static String checked(String digits) {
    return digits + CheckDigits.mod10(digits);
  }

  /** An electronic file number C04 of the invented mailer. */
  public static String efn(int serial) {
    return checked("92750999999999%07d".formatted(serial));
  }

  /** A piece number C10 of the invented mailer. */
  public static String pic(int serial) {
    return checked("92612999999999%011d".formatted(serial));
  }

  /** A valid manifest 2.0 of that number, with pieces from a serial number on. */
  public static String manifest(String efn, int firstPiece, int pieces) {
    String[] lines = manifest().lines().toArray(String[]::new);
    String[] header = lines[0].split("\\|", -1);
    header[1] = efn;
    header[16] = "%09d".formatted(pieces + 1);
    StringBuilder text = new StringBuilder(String.join("|", header)).append("\r\n");
    String[] detail = lines[2].split("\\|", -1);
    for (int i = 0; i < pieces; i++) {
      String[] piece = Arrays.copyOf(detail, detail.length);
      piece[1] = pic(firstPiece + i);
      text.append(String.join("|", piece)).append("\r\n");
    }
    return text.toString();
  }
}
