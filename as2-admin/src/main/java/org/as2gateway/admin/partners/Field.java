package org.as2gateway.admin.partners;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field of a form.
 *
 * @param name of the parameter
 * @param attribute its name in the file, shown small beside the label
 * @param label for people
 * @param hint what it does; blank if the label says it
 * @param control how it is entered
 * @param value as the file has it, or as it was typed
 * @param blank what holds while it is blank
 * @param choices values to choose from
 * @param chosen those that are chosen, where several can be
 * @param error why the value was refused; null if it was not
 * @param isFirstWrong whether the cursor goes here
 */
public record Field(
    String name,
    String attribute,
    String label,
    String hint,
    Control control,
    String value,
    String blank,
    List<Choice> choices,
    Set<String> chosen,
    @Nullable String error,
    boolean isFirstWrong) {
  private static final String UNIT = ".unit";

  /** A field with one value, without choices. */
  public static Field of(String name, String label, String hint, Control control, String value) {
    return new Field(name, name, label, hint, control, value, "", List.of(), Set.of(), null, false);
  }

  /** A field for one of those values; without a text for blank, one of them must be chosen. */
  public static Field choice(
      String attribute, String label, String value, String blank, List<Choice> choices) {
    return new Field(
        attribute,
        attribute,
        label,
        "",
        Control.CHOICE,
        value,
        blank,
        choices,
        Set.of(),
        null,
        false);
  }

  /** The field under another parameter name, with what an empty one shows. */
  public Field as(String parameter, String shown) {
    return new Field(
        parameter,
        attribute,
        label,
        hint,
        control,
        value,
        shown,
        choices,
        chosen,
        error,
        isFirstWrong);
  }

  /** A field with that reason beside it. */
  public Field with(String reason) {
    return new Field(
        name, attribute, label, hint, control, value, blank, choices, chosen, reason, isFirstWrong);
  }

  /** A field with the cursor in it. */
  private Field first() {
    return new Field(
        name, attribute, label, hint, control, value, blank, choices, chosen, error, true);
  }

  /** The fields, with the cursor in the first that is wrong. */
  public static List<Field> focused(List<Field> fields) {
    Optional<Field> first = fields.stream().filter(Field::isWrong).findFirst();
    return fields.stream()
        .map(field -> first.filter(field::equals).isPresent() ? field.first() : field)
        .toList();
  }

  /** Whether its value was refused. */
  public boolean isWrong() {
    return error != null;
  }

  /** The id of its control. */
  public String id() {
    return "field-" + name;
  }

  /** Ids of what is said about it; null if nothing is. */
  public @Nullable String describedBy() {
    String ids =
        Stream.of(hint.isEmpty() ? "" : id() + "-hint", isWrong() ? id() + "-error" : "")
            .filter(one -> !one.isEmpty())
            .collect(Collectors.joining(" "));
    return ids.isEmpty() ? null : ids;
  }

  /** The choices, and whatever the value has that is none of them. */
  public List<Choice> offered() {
    List<Choice> all = new ArrayList<>(choices);
    Set<String> present =
        control == Control.SEVERAL ? chosen : value.isBlank() ? Set.of() : Set.of(value);
    present.stream()
        .filter(one -> choices.stream().noneMatch(choice -> choice.value().equals(one)))
        .forEach(one -> all.add(new Choice(one, one)));
    return all;
  }

  /** Whether that one is chosen. */
  public boolean isChosen(Choice choice) {
    return control == Control.SEVERAL
        ? chosen.contains(choice.value())
        : choice.value().equals(value);
  }

  /** The number before the unit, or all of the value if it is no number with a unit. */
  public String number() {
    return Measure.read(control, value).map(Measure::number).orElse(value);
  }

  /** The name of the parameter with the unit. */
  public String unitName() {
    return name + UNIT;
  }

  /** Whether that is the unit of the value, or the usual one. */
  public boolean isUnit(Choice unit) {
    return Measure.read(control, value)
        .map(m -> m.unit().equals(unit))
        .orElse(control.usualUnit().equals(unit.value()));
  }

  /** The value that a form holds under that name; empty if it has no such field. */
  static Optional<String> typed(Context context, String name, Control control) {
    List<String> all = context.formParams(name);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    if (control == Control.SEVERAL) {
      return Optional.of(
          all.stream()
              .map(String::strip)
              .filter(one -> !one.isEmpty())
              .distinct()
              .collect(Collectors.joining(", ")));
    }
    String value = all.get(0).replace("\r\n", "\n").strip();
    String unit = Optional.ofNullable(context.formParam(name + UNIT)).orElse("");
    boolean isKnown = control.units().stream().anyMatch(known -> known.value().equals(unit));
    return Optional.of(isKnown && value.matches("\\d+") ? measure(control, value, unit) : value);
  }

  private static String measure(Control control, String number, String unit) {
    return control == Control.SIZE ? (number + " " + unit).replace(" B", "") : number + unit;
  }
}
