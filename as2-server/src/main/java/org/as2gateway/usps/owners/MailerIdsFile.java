package org.as2gateway.usps.owners;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.as2gateway.registry.certs.SafeFile;

/**
 * The file {@code usps/mids.csv} of a home: columns {@code mid,owner}. It may be edited by hand
 * while the gateway runs. Safe for many threads.
 */
public final class MailerIdsFile {
  private static final String HEADING = "mid";
  private static final int MOST_OWNER = 100;

  private final Path file;

  /** The file of that home; it need not exist. */
  public MailerIdsFile(Path home) {
    this.file = home.resolve("usps").resolve("mids.csv");
  }

  /** The mailer IDs as they are listed now. */
  public synchronized MailerIds read() {
    Map<String, String> owners = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    if (Files.exists(file)) {
      try (CsvReader<CsvRecord> lines =
          CsvReader.builder().allowMissingFields(true).ofCsvRecord(file)) {
        lines.forEach(line -> take(line, owners, problems));
      } catch (IOException | UncheckedIOException | CsvParseException e) {
        problems.add("'" + file + "' cannot be read: " + e.getMessage());
      }
    }
    return new MailerIds(owners, problems);
  }

  private static void take(CsvRecord line, Map<String, String> owners, List<String> problems) {
    String mailerId = line.getField(0).strip();
    if (mailerId.equalsIgnoreCase(HEADING) || mailerId.isEmpty()) {
      return;
    }
    if (!MailerIds.isMailerId(mailerId)) {
      problems.add(
          "line "
              + line.getStartingLineNumber()
              + ": '"
              + mailerId
              + "', expected a mailer ID of 9 digits that begins with 9, or of 6 digits");
      return;
    }
    owners.put(mailerId, line.getFieldCount() > 1 ? line.getField(1).strip() : "");
  }

  /**
   * Lists a mailer ID, or changes its owner.
   *
   * @throws IllegalArgumentException if that is no mailer ID or the name is too long
   * @throws IOException if the file cannot be written
   */
  public synchronized void put(String mailerId, String owner) throws IOException {
    if (!MailerIds.isMailerId(mailerId)) {
      throw new IllegalArgumentException(
          "'" + mailerId + "' is no mailer ID, expected 9 digits that begin with 9, or 6 digits");
    }
    if (owner.length() > MOST_OWNER) {
      throw new IllegalArgumentException(
          "the owner's name has " + owner.length() + " characters, expected at most " + MOST_OWNER);
    }
    Map<String, String> owners = new TreeMap<>(read().owners());
    owners.put(mailerId, owner.strip());
    write(owners);
  }

  /**
   * Takes a mailer ID off the list.
   *
   * @return false if it was not there
   */
  public synchronized boolean remove(String mailerId) throws IOException {
    Map<String, String> owners = new TreeMap<>(read().owners());
    boolean wasThere = owners.remove(mailerId) != null;
    if (wasThere) {
      write(owners);
    }
    return wasThere;
  }

  private void write(Map<String, String> owners) throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(HEADING, "owner");
      owners.forEach(csv::writeRecord);
    }
    Files.createDirectories(file.getParent());
    SafeFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
