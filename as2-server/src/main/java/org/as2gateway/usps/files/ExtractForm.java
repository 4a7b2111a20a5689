package org.as2gateway.usps.files;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.as2gateway.usps.layouts.Field;
import org.as2gateway.usps.layouts.Layout;
import org.as2gateway.usps.layouts.RecordLayout;
import org.as2gateway.usps.layouts.UspsTables;

/** Reads the lines of one version of extracts. Not safe for many threads. */
final class ExtractForm {
  private static final String VERSION_FIELD = "file version";

  /** The older form is known for a part of its line only: its length is not in the table. */
  private static final String LEGACY = "legacy";

  private static final int LEGACY_LENGTH = 280;

  private final String version;
  private final RecordLayout record;
  private final int length;
  private final boolean isComplete;
  private final Fields fields = new Fields();
  private final int[] numbers;

  private ExtractForm(Layout layout, RecordLayout record) {
    this.version = layout.version();
    this.record = record;
    this.isComplete = !version.equals(LEGACY);
    this.length = Math.max(record.length() + 1, isComplete ? 0 : LEGACY_LENGTH);
    this.numbers = new int[Name.values().length];
    for (Name name : Name.values()) {
      numbers[name.ordinal()] = number(record, name);
    }
  }

  /** What a layout calls the parts of an event. */
  private enum Name {
    VERSION(VERSION_FIELD),
    NUMBER("tracking number", "piece number"),
    EFN("electronic file number"),
    MAILER_ID("mailer id"),
    MAILER_NAME("mailer name"),
    DESTINATION_ZIP("destination ZIP"),
    FACILITY_ZIP("scanning facility ZIP"),
    FACILITY("scanning facility name"),
    CODE("event code"),
    EVENT("event name"),
    DATE("event date"),
    TIME("event time"),
    OWNER("mail owner MID"),
    REFERENCE("customer reference"),
    RECIPIENT("recipient name"),
    UNIT("unit of measure"),
    WEIGHT("weight");

    private final List<String> names;

    Name(String... names) {
      this.names = List.of(names);
    }
  }

  private static int number(RecordLayout record, Name name) {
    return record.fields().stream()
        .filter(field -> name.names.contains(field.name()))
        .mapToInt(Field::number)
        .findFirst()
        .orElse(0);
  }

  /** Every version in the tables, the newest first. */
  static List<ExtractForm> all(UspsTables tables) {
    return tables.layouts().values().stream()
        .filter(layout -> layout.form() == Layout.Form.QUOTED && !layout.records().isEmpty())
        .map(layout -> new ExtractForm(layout, layout.records().get(0)))
        .filter(form -> form.numbers[Name.NUMBER.ordinal()] > 0)
        .sorted(Comparator.comparing((ExtractForm form) -> form.length).reversed())
        .toList();
  }

  String version() {
    return version;
  }

  int length() {
    return length;
  }

  boolean isAsLongAs(LineReader line) {
    return line.length() == length && !line.isCut();
  }

  /** Why the line is not of this version, if it has the right length; empty if it is. */
  Optional<String> misfit(LineReader line) {
    byte[] bytes = line.buffer();
    for (Field field : record.fields()) {
      int before = line.from() + field.start() - 2;
      int behind = line.from() + field.end();
      if (bytes[before] != '"' || bytes[behind] != '"') {
        return Optional.of(
            "field "
                + field.number()
                + " ("
                + field.name()
                + ") is not between quotes at "
                + (field.start() - 1)
                + " and "
                + (field.end() + 1));
      }
      if (behind + 1 < line.to() && bytes[behind + 1] != ',') {
        return Optional.of("no comma at " + (field.end() + 2) + ", behind field " + field.number());
      }
    }
    fields.cut(line, record);
    String stated = text(Name.VERSION);
    if (numbers[Name.VERSION.ordinal()] > 0 && !stated.equals(version)) {
      return Optional.of("the version is '" + stated + "', expected '" + version + "'");
    }
    return text(Name.NUMBER).isEmpty() ? Optional.of("it has no piece number") : Optional.empty();
  }

  /** The event on the line that was found to fit. */
  ScanEvent event(LineReader line) {
    return new ScanEvent(
        line.number(),
        version,
        text(Name.NUMBER),
        text(Name.EFN),
        text(Name.MAILER_ID),
        text(Name.MAILER_NAME),
        text(Name.DESTINATION_ZIP),
        text(Name.FACILITY_ZIP),
        text(Name.FACILITY),
        text(Name.CODE),
        text(Name.EVENT),
        text(Name.DATE),
        text(Name.TIME),
        text(Name.OWNER),
        text(Name.REFERENCE),
        text(Name.RECIPIENT),
        text(Name.UNIT),
        text(Name.WEIGHT),
        isComplete ? "" : rest(line));
  }

  private String rest(LineReader line) {
    int from = line.from() + record.length() + 1;
    return new String(line.buffer(), from, line.to() - from, StandardCharsets.ISO_8859_1);
  }

  private String text(Name name) {
    int number = numbers[name.ordinal()];
    return number == 0 ? "" : fields.text(number);
  }
}
