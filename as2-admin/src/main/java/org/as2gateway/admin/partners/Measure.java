package org.as2gateway.admin.partners;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A duration or a size in its two parts.
 *
 * @param number digits
 * @param unit the chosen unit of the control
 */
public record Measure(String number, Choice unit) {
  private static final Pattern FORM = Pattern.compile("(\\d+)\\s*([A-Za-z]*)");

  /** Reads what the file has; empty if it is not a number with a unit of that control. */
  static Optional<Measure> read(Control control, String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    String unit = control == Control.SIZE && form.group(2).isEmpty() ? "B" : form.group(2);
    return control.units().stream()
        .filter(
            known ->
                control == Control.SIZE
                    ? known.value().equalsIgnoreCase(unit)
                    : known.value().equals(unit))
        .findFirst()
        .map(known -> new Measure(form.group(1), known));
  }

  /** For people: {@code 3 days}. */
  String words() {
    String name = unit.label();
    boolean isOne = number.equals("1") && name.endsWith("s");
    return number + " " + (isOne ? name.substring(0, name.length() - 1) : name);
  }
}
